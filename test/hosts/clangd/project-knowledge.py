# RUN: %python %s %cohazard-clangd %src
"""`.cohazard.yaml` teaches the editor, too: it counts from the next edit on after
it was written, and a mistake in it is shown in the file that is open, again and
again until it is mended."""

import pathlib
import shutil
import sys
from editor import Editor, expect

MAIN = """#include "coro.h"
namespace app { void settle(); }
app::Job<> run() {
  app::settle();
  co_return;
}
"""
RIGHT = "blocking:\n  - {name: app::settle, category: network-io}\n"
WRONG = RIGHT.replace("network-io", "network-oi")


def mistakes(file):
    return [d for d in file.diagnostics or [] if ".cohazard.yaml" in d["message"]]


with Editor(sys.argv[1]) as editor:
    source = pathlib.Path(sys.argv[2])
    shutil.copy(source / "test/Inputs/coro.h", editor.folder)
    editor.database("src/main.cpp", flags="-std=c++20 -I.")
    main = editor.open("src/main.cpp", MAIN)
    main.wait_for_findings(0)

    editor.write(".cohazard.yaml", RIGHT)
    main.change(MAIN + "\n")
    (finding,) = main.wait_for_findings(1)
    expect("'app::settle' blocks the event loop" in finding["message"], finding)

    editor.write(".cohazard.yaml", WRONG)
    for edit in (MAIN, MAIN + "\n"):
        main.change(edit)
        editor.wait(lambda: mistakes(main), "mistake")
        (mistake,) = mistakes(main)
        expect("network-oi" in mistake["message"], mistake)
        expect(mistake["range"]["start"]["line"] == 0, mistake)
        (place,) = mistake["relatedInformation"]
        expect(place["location"]["uri"].endswith("/.cohazard.yaml"), place)
        expect(place["location"]["range"]["start"]["line"] == 1, place)

    editor.write(".cohazard.yaml", RIGHT)
    main.change(MAIN + "\n\n")
    main.wait_for_findings(1)
    expect(not mistakes(main), main.diagnostics)

    # The nearest one holds.
    editor.write("src/.cohazard.yaml", "blocking: []\n")
    main.change(MAIN)
    main.wait_for_findings(0)
    (editor.folder / "src/.cohazard.yaml").unlink()
    main.change(MAIN + "\n")
    main.wait_for_findings(1)
