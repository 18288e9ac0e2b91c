# RUN: %python %s %cohazard-clangd %src %cohazard
"""An index that is out of date or of no use is said in the file that is open,
after each edit again, until `cohazard lint` has run."""

import pathlib
import shutil
import subprocess
import sys
from editor import Editor, expect, is_ours

MAIN = """#include "coro.h"
void prepare();
app::Job<> run() {
  prepare();
  co_return;
}
"""
BLOCKING = "#include <unistd.h>\nvoid prepare() { ::sleep(1); }\n"
HARMLESS = "void prepare() {}\n"
STALE = "other.cpp' changed since 'cohazard lint' looked at the program"
UNKNOWN = "other files do is not known here: "


def notices(file):
    return [d for d in file.diagnostics or [] if "cohazard lint" in d["message"]]


with Editor(sys.argv[1]) as editor:
    shutil.copy(pathlib.Path(sys.argv[2]) / "test/Inputs/coro.h", editor.folder)
    editor.database("main.cpp", "other.cpp")
    index = editor.folder / ".cache/cohazard/program.index"
    editor.write("main.cpp", MAIN)
    editor.write("other.cpp", BLOCKING)

    def lint():
        subprocess.run([sys.argv[3], "lint", "-p", editor.folder], capture_output=True)

    def look_again():
        main.change(main.text + "//\n")

    def expect_said(what, findings):
        """On every look at the file, in its first line."""
        for _ in range(2):
            look_again()
            editor.wait(lambda: notices(main), "notice")
            (notice,) = notices(main)
            expect(what in notice["message"], notice)
            expect(notice["range"]["start"]["line"] == 0, notice)
            rest = [d for d in main.diagnostics if is_ours(d) and d != notice]
            expect(len(rest) == findings, main.diagnostics)

    def expect_silent(findings):
        look_again()
        main.wait_for_findings(findings)
        expect(not notices(main), main.diagnostics)

    lint()
    main = editor.open("main.cpp", MAIN)
    main.wait_for_findings(1)
    expect(not notices(main), main.diagnostics)

    # Another file was edited; edited back; and gone.
    editor.write("other.cpp", HARMLESS)
    expect_said(STALE, findings=1)
    editor.write("other.cpp", BLOCKING)
    expect_silent(findings=1)
    (editor.folder / "other.cpp").unlink()
    expect_said(STALE, findings=1)
    editor.write("other.cpp", HARMLESS)
    lint()
    expect_silent(findings=0)

    # An index that is damaged, one of another build, what is none at all.
    editor.write("other.cpp", BLOCKING)
    lint()
    good = index.read_bytes()
    for bad, why in (
        (good[: len(good) // 2], "is cut short"),
        (good[:8] + bytes(8) + good[16:], "was written by another build of cohazard"),
        (b"no index\n" * 100, "is no index of this version of cohazard"),
        (b"", "is no index of this version of cohazard"),
    ):
        index.write_bytes(bad)
        expect_said(UNKNOWN, findings=0)
        (notice,) = notices(main)
        expect(why in notice["message"], notice)
        expect("program.index" in notice["message"], notice)
    index.unlink()
    expect_silent(findings=0)
    lint()
    expect_silent(findings=1)
