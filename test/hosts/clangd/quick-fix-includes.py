# RUN: %python %s %cohazard-clangd %src
# REQUIRES: boost
"""A quick fix brings the headers that it needs, each fix all of them, since it
is applied alone; what is included already is not included again, although
clangd reads the top of a file only once."""

import sys
from editor import Editor, expect

TEXT = """#include <boost/asio/awaitable.hpp>
INCLUDES#include <unistd.h>

namespace asio = boost::asio;

static int load(int From) {
  ::fsync(From);
  return From;
}

asio::awaitable<int> twice(int From) {
  int First = load(From);
  int Second = load(First);
  co_return Second;
}
"""


def includes(text):
    return sorted(line for line in text.splitlines() if line.startswith("#include"))


def fix_of(file, finding):
    fixes = [f for f in file.actions(finding) if "event loop" in f["title"]]
    expect(fixes, file.actions(finding))
    return fixes[0]


with Editor(sys.argv[1]) as editor:
    editor.database("bare.cpp", "complete.cpp", "umbrella.cpp")

    bare = editor.open("bare.cpp", TEXT.replace("INCLUDES", ""))
    first, second = bare.wait_for_findings(2)
    added = []
    for finding in (first, second):
        edits = fix_of(bare, finding)["edit"]["changes"][bare.uri]
        added.append(sorted(set(includes("\n".join(e["newText"] for e in edits)))))
    expect(added[0] and added[0] == added[1], added)
    bare.apply(fix_of(bare, first))
    bare.wait_for_findings(1)
    errors = [d for d in bare.diagnostics if d["severity"] == 1]
    expect(not errors, errors)

    # Directly, or by a header.
    for name, includes_all in [
        ("complete.cpp", "".join(include + "\n" for include in added[0])),
        ("umbrella.cpp", "#include <boost/asio.hpp>\n"),
    ]:
        complete = editor.open(name, TEXT.replace("INCLUDES", includes_all))
        first, second = complete.wait_for_findings(2)
        edits = fix_of(complete, first)["edit"]["changes"][complete.uri]
        expect(not any("#include" in e["newText"] for e in edits), edits)
