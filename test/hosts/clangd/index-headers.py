# RUN: %python %s %cohazard-clangd %src %cohazard
"""clangd reads over the bodies in headers; what they do, the index knows: inline
functions, templates, static ones, and those of anonymous namespaces."""

import pathlib
import shutil
import subprocess
import sys
from editor import Editor, expect

MAIN = """#include "coro.h"
#include "part/helpers.h"
static void settle() {}
app::Job<> run() {
  inline_prepare();
  static_prepare();
  hidden_prepare();
  template_prepare<int>();
  quick();
  settle();
  co_return;
}
"""
HELPERS = """#pragma once
#include <unistd.h>
inline void inline_prepare() { ::sleep(1); }
static void step() { ::sleep(1); }
static void static_prepare() { step(); }
namespace { void hidden_prepare() { ::sleep(1); } }
template <typename T> void template_prepare() { ::sleep(1); }
static void quick() {}
"""
# Static functions of other files with the names and file names of those above.
OTHER_HELPERS = """#include <unistd.h>
static void quick() { ::sleep(1); }
void use_quick() { quick(); }
"""
OTHER_MAIN = """#include <unistd.h>
static void settle() { ::sleep(1); }
void use_settle() { settle(); }
"""


def story(finding):
    """Who blocks, and the lines of the header that it comes down to."""
    places = [note["location"] for note in finding["relatedInformation"]]
    return finding["message"].split("'")[1], [
        place["range"]["start"]["line"] + 1
        for place in places
        if place["uri"].endswith("/part/helpers.h")
    ]


with Editor(sys.argv[1]) as editor:
    shutil.copy(pathlib.Path(sys.argv[2]) / "test/Inputs/coro.h", editor.folder)
    editor.write("main.cpp", MAIN)
    editor.write("part/helpers.h", HELPERS)
    editor.write("another/helpers.h", OTHER_HELPERS)
    editor.write("another/main.cpp", '#include "helpers.h"\n' + OTHER_MAIN)
    editor.database("main.cpp", "another/main.cpp")

    # Without an index, and with one.
    main = editor.open("main.cpp", MAIN)
    main.wait_for_findings(0)
    subprocess.run([sys.argv[3], "lint", "-p", editor.folder], capture_output=True)
    main.change(MAIN + "//\n")
    stories = [story(finding) for finding in main.wait_for_findings(4)]
    expect(
        stories
        == [
            ("inline_prepare", [3]),
            ("static_prepare", [5, 4]),
            ("hidden_prepare", [6]),
            ("template_prepare", [7]),
        ],
        stories,
    )

    # What a header says now counts as soon as lint has run again.
    editor.write("part/helpers.h", HELPERS.replace("{ ::sleep(1); }", "{}"))
    subprocess.run([sys.argv[3], "lint", "-p", editor.folder], capture_output=True)
    main.change(MAIN)
    main.wait_for_findings(0)
