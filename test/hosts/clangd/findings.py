# RUN: %python %s %cohazard-clangd %src
"""What an editor gets of a finding: where it is, what it says, its story as
related places, and a link to its check's page. It keeps up with the typing, and
does all of this with no setting at all."""

import pathlib
import shutil
import sys
from editor import Editor, expect

MAIN = """#include "coro.h"
#include <unistd.h>
static void settle() { ::sleep(1); }
static void prepare() {
  settle();
}
app::Job<> run() {
  prepare();
  co_return;
}
"""

with Editor(sys.argv[1]) as editor:
    source = pathlib.Path(sys.argv[2])
    shutil.copy(source / "test/Inputs/coro.h", editor.folder)
    editor.database("main.cpp")
    main = editor.open("main.cpp", MAIN)
    (finding,) = main.wait_for_findings(1)
    expect(
        finding["range"]
        == {"start": {"line": 7, "character": 2}, "end": {"line": 7, "character": 9}},
        finding,
    )
    expect(finding["code"] == "cohazard-blocking-call", finding)
    expect(finding["severity"] == 2, finding)
    expect("'prepare' blocks the event loop: it reaches" in finding["message"], finding)

    # The steps to the cause, each where it is; then what to do about it.
    steps = [
        (step["location"]["range"]["start"]["line"], step["message"])
        for step in finding["relatedInformation"]
    ]
    expect(
        steps[:2]
        == [(4, "'prepare' calls 'settle' here"), (2, "'settle' calls 'sleep' here")],
        steps,
    )

    # The page that is linked to is there.
    link = finding["codeDescription"]["href"]
    expect(link.endswith("/docs/checks/blocking-call.md"), link)
    if link.startswith("file://"):
        expect(pathlib.Path(link.removeprefix("file://")).is_file(), link)

    # Other tools' diagnostics keep their own.
    main.change(MAIN + "int broken = missing;\n")
    main.wait_for_findings(1)
    errors = [d for d in main.diagnostics if d["severity"] == 1]
    expect(errors and not any("codeDescription" in d for d in errors), errors)

    # While typing: gone, back, one line lower, two.
    main.change(MAIN.replace("  prepare();\n", ""))
    main.wait_for_findings(0)
    main.change(MAIN.replace("  prepare();\n", "\n  prepare();\n  ::sleep(2);\n"))
    below, second = main.wait_for_findings(2)
    expect(below["range"]["start"]["line"] == 8, below)
    expect("'sleep'" in second["message"], second)

    # A header that is open is a file like others.
    header = editor.open("task.h", '#include "coro.h"\n' + MAIN.split("\n", 1)[1])
    header.wait_for_findings(1)
    header.close()
    main.close()
