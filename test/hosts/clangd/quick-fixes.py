# RUN: %python %s %cohazard-clangd %src
"""A safe fix is one that an editor may apply unasked (preferred), an unsafe one
says in its title why it is not. Each fix is complete by itself; when it is
applied, the finding is gone."""

import pathlib
import shutil
import sys
from editor import Editor, expect

SAFE = """#include "coro.h"
app::Job<> step();
app::Job<> run() {
  step();
  co_return;
}
"""
UNSAFE = """#include "coro.h"
struct Flag : app::Job<bool> {
  using Job::Job;
  explicit operator bool() const;
};
Flag check();
app::Job<> run() {
  if (check())
    co_return;
}
"""

with Editor(sys.argv[1]) as editor:
    source = pathlib.Path(sys.argv[2])
    shutil.copy(source / "test/Inputs/coro.h", editor.folder)
    editor.database("safe.cpp", "unsafe.cpp", "both.cpp")

    safe = editor.open("safe.cpp", SAFE)
    (finding,) = safe.wait_for_findings(1)
    (fix,) = safe.actions(finding)
    expect(fix["title"] == "await it", fix)
    expect(fix["isPreferred"] is True, fix)
    safe.apply(fix)
    expect("  co_await step();\n" in safe.text, safe.text)
    safe.wait_for_findings(0)
    expect(safe.diagnostics == [], safe.diagnostics)

    # Of several, each safe one is preferred.
    both = editor.open("both.cpp", UNSAFE.replace("if (", "check();\n  if ("))
    fixes = both.actions(*both.wait_for_findings(2))
    preferred = [(f["title"].split(" (")[0], f.get("isPreferred", False)) for f in fixes]
    expect(preferred == [("await it", True), ("await it", False)], fixes)

    # The only fix, but no editor may apply it unasked.
    unsafe = editor.open("unsafe.cpp", UNSAFE)
    (finding,) = unsafe.wait_for_findings(1)
    (fix,) = unsafe.actions(finding)
    expect(
        fix["title"] == "await it (unsafe: the condition would be that of its result)",
        fix,
    )
    expect("isPreferred" not in fix, fix)
    # What is said in the title is not said again as a note.
    notes = [note["message"] for note in finding.get("relatedInformation", [])]
    expect(not any("await it" in note for note in notes), notes)
    unsafe.apply(fix)
    expect("  if (co_await check())\n" in unsafe.text, unsafe.text)
    unsafe.wait_for_findings(0)
