# RUN: %python %s %cohazard-clangd %src %cohazard
"""What other files do, the editor knows from the index that `cohazard lint` leaves,
and from the new one after it has run again."""

import pathlib
import shutil
import subprocess
import sys
from editor import Editor, expect

MAIN = """#include "coro.h"
void prepare();
app::Job<> run() {
  prepare();
  co_return;
}
"""
BLOCKING = "#include <unistd.h>\nvoid prepare() { ::sleep(1); }\n"
HARMLESS = "void prepare() {}\n"

with Editor(sys.argv[1]) as editor:
    shutil.copy(pathlib.Path(sys.argv[2]) / "test/Inputs/coro.h", editor.folder)
    folder = pathlib.Path(editor.folder)
    editor.database("main.cpp", "other.cpp")

    def lint(other, code):
        (folder / "main.cpp").write_text(MAIN)
        (folder / "other.cpp").write_text(other)
        run = subprocess.run(
            [sys.argv[3], "lint", "-p", folder], capture_output=True, text=True
        )
        expect(run.returncode == code, run)

    lint(BLOCKING, 1)
    main = editor.open("main.cpp", MAIN)
    (finding,) = main.wait_for_findings(1)
    expect("'prepare' blocks the event loop: it reaches" in finding["message"], finding)
    (step, *_) = finding["relatedInformation"]
    expect(step["location"]["uri"].endswith("/other.cpp"), step)
    lint(HARMLESS, 0)
    main.change(MAIN + "// looked at again\n")
    main.wait_for_findings(0)
