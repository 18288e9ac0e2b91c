# RUN: %python %s %cohazard-clangd %src
"""Half-written code is what an editor sees most. Nothing crashes, what is whole
is still looked at, and the errors are clang's own."""

import pathlib
import shutil
import sys
from editor import Editor, expect

WHOLE = """#include "coro.h"
#include <mutex>
#include <thread>
#include <unistd.h>

static int Count;

static int load(int From) { return ::fsync(From); }

app::Job<int> step(int From) {
  co_return load(From) + Count;
}

app::Job<> run() {
  std::mutex Guard;
  for (int I = 0; I < 3; ++I) {
    std::lock_guard Lock(Guard);
    step(I);
    auto Later = [&] { return step(load(I)); };
    Later();
  }
  std::thread Other([] { ++Count; });
  Other.join();
}
"""

with Editor(sys.argv[1]) as editor:
    source = pathlib.Path(sys.argv[2])
    shutil.copy(source / "test/Inputs/coro.h", editor.folder)
    editor.database("main.cpp")
    main = editor.open("main.cpp", WHOLE)
    editor.wait(main.findings, "findings")
    whole = len(main.findings())

    # An unknown name in one function leaves the others.
    main.change(WHOLE.replace("co_return load(From) + Count", "co_return lost(From)"))
    editor.wait(lambda: main.diagnostics, "diagnostics")
    expect(any(d["severity"] == 1 for d in main.diagnostics), main.diagnostics)
    expect(any("'step'" in f["message"] for f in main.findings()), main.diagnostics)

    # A missing header, a missing brace, an endless class.
    for broken in (
        '#include "not-there.h"\n' + WHOLE,
        WHOLE.rsplit("}", 1)[0],
        "struct Open {\n" + WHOLE,
        "template <class T\n" + WHOLE,
        WHOLE.replace("coro.h", "cor.h"),
        "\0\1\2" + WHOLE,
        "",
    ):
        main.change(broken)
        editor.wait(lambda: main.diagnostics is not None, "diagnostics")

    # The text cut off after every few letters, as if it were being typed.
    for length in range(23, len(WHOLE), 23):
        main.change(WHOLE[:length], at_once=True)
        editor.wait(lambda: main.diagnostics is not None, "diagnostics")

    main.change(WHOLE)
    main.wait_for_findings(whole)
