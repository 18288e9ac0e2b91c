# RUN: %python %s %cohazard-clangd %src
"""Which checks are on: ours are, until a settings file speaks of them. Changed
settings count from the next edit on, a few seconds later at most."""

import pathlib
import shutil
import sys
import time
from editor import Editor, expect

MAIN = """#include "coro.h"
#include <unistd.h>
app::Job<> step();
app::Job<> run() {
  ::sleep(1);
  step();
  co_return;
}
"""
BOTH = {"cohazard-blocking-call", "cohazard-unawaited-task"}
ONE = {"cohazard-blocking-call"}

# In a folder of its own each, since clangd looks at a file again after 5 s.
CASES = [
    # Of these, nobody thought of us.
    (".clang-tidy", "Checks: 'bugprone-*'", BOTH),
    (".clang-tidy", "Checks: '-*,bugprone-*,performance-*'", BOTH),
    (".clang-tidy", "Checks: '*,-fuchsia-*'", BOTH),
    (".clang-tidy", "WarningsAsErrors: '*'", BOTH),
    (".clangd", "Diagnostics: {ClangTidy: {Add: bugprone-*}}", BOTH),
    # These say it.
    (".clang-tidy", "Checks: '-*'", set()),
    (".clang-tidy", "Checks: '-cohazard-*'", set()),
    (".clang-tidy", "Checks: '-*,cohazard-blocking-call'", ONE),
    (".clang-tidy", "Checks: '-cohazard-unawaited-task'", ONE),
    (".clang-tidy", "Checks: 'bugprone-*,-cohazard-unawaited-task'", ONE),
    (".clangd", "Diagnostics: {ClangTidy: {Remove: cohazard-*}}", set()),
    (".clangd", "Diagnostics: {ClangTidy: {Remove: cohazard-unawaited-task}}", ONE),
    (".clangd", "Diagnostics: {Suppress: cohazard-unawaited-task}", ONE),
    # And options reach them.
    (
        ".clang-tidy",
        "CheckOptions: {cohazard-blocking-call.Categories: network-io}",
        {"cohazard-unawaited-task"},
    ),
]


def names(findings):
    return {finding["code"] for finding in findings}


with Editor(sys.argv[1]) as editor:
    source = pathlib.Path(sys.argv[2])
    for number, (settings, text, expected) in enumerate(CASES):
        folder = f"case{number}"
        editor.write(f"{folder}/compile_flags.txt", "-std=c++20\n")
        editor.write(f"{folder}/{settings}", text + "\n")
        shutil.copy(source / "test/Inputs/coro.h", editor.folder / folder)
        main = editor.open(f"{folder}/main.cpp", MAIN)
        findings = main.wait_for_findings(len(expected))
        expect(names(findings) == expected, (text, findings))
        level = 1 if "AsErrors" in text else 2
        expect(all(f["severity"] == level for f in findings), findings)
        main.close()

    # clangd complains of checks that it does not know, but not of ours.
    editor.write("named/compile_flags.txt", "-std=c++20\n")
    named = "Diagnostics: {ClangTidy: {Add: [CHECK, no-such-check]}}\n"
    editor.write("named/.clangd", named.replace("CHECK", "cohazard-blocking-call"))
    shutil.copy(source / "test/Inputs/coro.h", editor.folder / "named")
    main = editor.open("named/main.cpp", MAIN)
    main.wait_for_findings(2)
    log = (editor.folder / "server.log").read_text()
    complaints = [line for line in log.splitlines() if "clang-tidy check" in line.lower()]
    expect(len(complaints) == 1 and "no-such-check" in complaints[0], complaints)

    # A changed file: seen at the first edit after clangd's five seconds.
    editor.write("changing/compile_flags.txt", "-std=c++20\n")
    shutil.copy(source / "test/Inputs/coro.h", editor.folder / "changing")
    main = editor.open("changing/main.cpp", MAIN)
    expect(names(main.wait_for_findings(2)) == BOTH, main.diagnostics)
    editor.write("changing/.clang-tidy", "Checks: '-cohazard-unawaited-task'\n")
    time.sleep(6)
    main.change(MAIN + "\n")
    expect(names(main.wait_for_findings(1)) == ONE, main.diagnostics)
    (editor.folder / "changing/.clang-tidy").unlink()
    time.sleep(6)
    main.change(MAIN)
    expect(names(main.wait_for_findings(2)) == BOTH, main.diagnostics)

    # A comment silences a line.
    main.change(MAIN.replace("  step();", "  step(); // NOLINT(cohazard-unawaited-task)"))
    expect(names(main.wait_for_findings(1)) == ONE, main.diagnostics)
