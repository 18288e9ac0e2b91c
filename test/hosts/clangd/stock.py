# RUN: %python %s %cohazard-clangd %src %llvm-root
# REQUIRES: clangd
"""All that clangd does it still does: the same requests get the same answers from
the stock program of the same version, and the same diagnostics but for ours."""

import pathlib
import shutil
import sys
from editor import Editor, expect, is_ours

MAIN = """#include "coro.h"
#include <string>
#include <unistd.h>
struct Session {
  std::string Name;
  int load(int From) { return ::fsync(From) + static_cast<int>(Name.size()); }
};
app::Job<int> step(Session &S) {
  int Value = S.load(1) + 2;
  co_return Value;
}
int unused_after_all(int Count) {
  if (Count = 1)
    return Count;
  return 0;
}
double half(int Count) { return Count / 2; }
"""
PLACE = {"line": 8, "character": 16}
WHOLE = {"start": {"line": 8, "character": 14}, "end": {"line": 8, "character": 23}}


def answers(program, source):
    with Editor(program) as editor:
        shutil.copy(source / "test/Inputs/coro.h", editor.folder)
        editor.database("main.cpp", flags="-std=c++20 -Wall")
        main = editor.open("main.cpp", MAIN)
        editor.wait(lambda: main.diagnostics is not None, "diagnostics")
        document = {"uri": main.uri}

        def ask(method, **parameters):
            reply = editor.request(
                f"textDocument/{method}", textDocument=document, **parameters
            )
            # The folders' names are all that may differ.
            return repr(reply).replace(str(editor.folder), "")

        return {
            "capabilities": repr(editor.initialized["capabilities"]),
            "diagnostics": [
                repr(d).replace(str(editor.folder), "")
                for d in main.diagnostics
                if not is_ours(d)
            ],
            "completion": ask("completion", position=PLACE),
            "hover": ask("hover", position=PLACE),
            "definition": ask("definition", position=PLACE),
            "rename": ask("rename", position=PLACE, newName="read"),
            "symbols": ask("documentSymbol"),
            "tokens": ask("semanticTokens/full"),
            "signature": ask("signatureHelp", position={"line": 8, "character": 21}),
            "refactorings": sorted(
                action["title"]
                for action in editor.request(
                    "textDocument/codeAction",
                    textDocument=document,
                    range=WHOLE,
                    context={"diagnostics": [], "only": ["refactor"]},
                )
            ),
        }


source, llvm = pathlib.Path(sys.argv[2]), pathlib.Path(sys.argv[3])
ours = answers(sys.argv[1], source)
stock = answers(llvm / "bin/clangd", source)
for what in stock:
    expect(ours[what] == stock[what], {"ours": ours[what], "stock": stock[what]})
# That they are equal says little if they are empty.
expect(len(stock["diagnostics"]) >= 2, stock["diagnostics"])
for what, word in [
    ("completion", "load"),
    ("hover", "load"),
    ("rename", "read"),
    ("refactorings", "Extract subexpression to variable"),
]:
    expect(word in stock[what], stock[what])
