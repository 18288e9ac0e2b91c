# RUN: %python %s %cohazard-clangd %llvm-root
"""Wherever the program is, it finds the headers that belong to its clang: beside
itself, in the LLVM it was built against, or where it is told to look."""

import pathlib
import shutil
import sys
import tempfile
from editor import Editor, expect

MAIN = """#include <stdarg.h>
#include <stddef.h>
#include <stdatomic.h>
size_t size;
"""
llvm = pathlib.Path(sys.argv[2])
(resources,) = llvm.glob("lib/clang/*")


def resource_directory(program, arguments=(), environment=None):
    """That of the command that it says it parses with."""
    with Editor(program, arguments, environment) as editor:
        main = editor.open("main.c", MAIN)
        editor.wait(lambda: main.diagnostics is not None, "diagnostics")
        errors = [d for d in main.diagnostics if d["severity"] == 1]
        expect(not errors, errors)
        used = [
            line.split(" -resource-dir=")[1].split()[0]
            for line in (editor.folder / "server.log").read_text().splitlines()
            if line.startswith("/") and " -resource-dir=" in line
        ]
    expect(used, "the log does not say it")
    return pathlib.Path(used[-1])


temporary = tempfile.TemporaryDirectory()
base = pathlib.Path(temporary.name).resolve()

# Copied to where no clang is.
alone = base / "alone/bin/cohazard-clangd"
alone.parent.mkdir(parents=True)
shutil.copy(sys.argv[1], alone)
used = resource_directory(alone)
expect(used.samefile(resources), used)

# Called through a link.
link = base / "link"
link.symlink_to(alone)
used = resource_directory(link)
expect(used.samefile(resources), used)

# Beside its own clang: that one comes first.
own = base / "whole/bin/cohazard-clangd"
own.parent.mkdir(parents=True)
shutil.copy(sys.argv[1], own)
beside = base / "whole/lib/clang" / resources.name
beside.mkdir(parents=True)
(beside / "include").symlink_to(resources / "include")
used = resource_directory(own)
expect(used == beside, used)

# What the user says wins, in each of the ways to say it.
for arguments, environment in [
    (["--resource-dir", str(resources)], None),
    ([f"-resource-dir={resources}"], None),
    ([], {"CLANGD_FLAGS": f"--resource-dir={resources}"}),
]:
    used = resource_directory(own, arguments, environment)
    expect(used == resources, used)
