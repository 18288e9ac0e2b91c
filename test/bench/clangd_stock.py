#!/usr/bin/env python3
"""Is cohazard-clangd still clangd, on real code?

    test/bench/clangd_stock.py --stock=/usr/lib/llvm-22/bin/clangd \\
        --ours=build/bin/cohazard-clangd --flags="-std=c++20 -IDIR" FILE.cpp ...

Opens each file in both servers, at its own place. All diagnostics of the stock
program must come from ours, and no others but those of our checks; hover and
symbols must be the same. Prints a line for each file that differs, and at the
end how many files and findings there were. Exits with 1 if a file differs or a
server dies.
"""

import argparse
import json
import pathlib
import sys
import tempfile

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "test" / "hosts" / "clangd"))
from editor import Editor, is_ours  # noqa: E402


def answers(editor, path):
    text = path.read_text(encoding="utf-8", errors="replace")
    file = editor.open_there(path, text)
    editor.wait(lambda: file.diagnostics is not None, "diagnostics")
    symbols = editor.request(
        "textDocument/documentSymbol", textDocument={"uri": file.uri}
    )
    hover = editor.request(
        "textDocument/hover",
        textDocument={"uri": file.uri},
        position={"line": text.count("\n") // 2, "character": 4},
    )
    found = file.diagnostics
    file.close()
    ours = [d for d in found if is_ours(d)]
    others = sorted(json.dumps(d, sort_keys=True) for d in found if not is_ours(d))
    return ours, (others, json.dumps(symbols), json.dumps(hover))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stock", default="/usr/lib/llvm-22/bin/clangd")
    parser.add_argument("--ours", default=str(root / "build/bin/cohazard-clangd"))
    parser.add_argument("--flags", default="-std=c++20")
    parser.add_argument("files", nargs="+", type=pathlib.Path)
    args = parser.parse_args()
    findings = different = 0
    with tempfile.TemporaryDirectory() as folder:
        base = pathlib.Path(folder)
        database = [
            {
                "directory": str(base),
                "file": str(path.resolve()),
                "command": f"clang++ {args.flags} -c {path.resolve()}",
            }
            for path in args.files
        ]
        (base / "compile_commands.json").write_text(json.dumps(database))
        where = [f"--compile-commands-dir={base}"]
        with Editor(args.stock, where) as stock, Editor(args.ours, where) as ours:
            for path in args.files:
                _, expected = answers(stock, path.resolve())
                found, got = answers(ours, path.resolve())
                findings += len(found)
                for check in found:
                    line = check["range"]["start"]["line"] + 1
                    print(f"{path}:{line}: {check['message']} [{check['code']}]")
                if got != expected:
                    different += 1
                    print(f"{path}: differs\n  stock: {expected}\n  ours: {got}")
    print(f"{len(args.files)} files, {findings} findings, {different} differ")
    sys.exit(1 if different else 0)


main()
