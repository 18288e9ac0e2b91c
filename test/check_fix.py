#!/usr/bin/env python3
"""Fixes a case, and holds the fixed program to what the case says.

    // RUN: %check_fix %s [--ticks] [--unchanged] [--settings=YAML] [--link=LIB] -- FLAGS

The case is a program. It is compiled as it stands and as clang-tidy with the
plugin has fixed it, with clang and with gcc; the fixed one without a warning.
Both must print the same. The lines of the fixed file are matched against the case's
`// FIXED: text` comments, in order; every such line must be there. A second run
must change nothing. With --unchanged the first must change nothing either.

--ticks: the program prints `ticks N` as its last line, how often a timer of its
event loop fired while slow calls ran. Before, the loop must have stood still;
afterwards it must have run. (How close to the ideal is measured in test/bench.)
"""

import argparse
import difflib
import os
import re
import shutil
import subprocess
import sys

WARNINGS = ["-Wall", "-Wextra", "-Werror"] # of the fixed program
# gcc 12 warns of its own coroutine transformation.
GCC_QUIET = ["-fcoroutines", "-Wno-mismatched-new-delete"]


def parse_arguments():
    own, flags = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, flags = own[:at], own[at + 1 :]
    parser = argparse.ArgumentParser()
    for name in ("tidy", "plugin", "clangxx", "gxx", "work"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("file")
    parser.add_argument("--ticks", action="store_true")
    parser.add_argument("--unchanged", action="store_true")
    parser.add_argument("--no-gcc", action="store_true")
    parser.add_argument("--link", action="append", default=[])
    parser.add_argument("--config")
    parser.add_argument("--settings") # what .cohazard.yaml says
    return parser.parse_args(own), flags


def run(command, **options):
    done = subprocess.run(command, capture_output=True, text=True, **options)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}\n{done.stdout}{done.stderr}")
    return done.stdout


def fix(args, path, flags):
    """The text of the file after a run of clang-tidy --fix."""
    config = [f"--config={args.config}"] if args.config else []
    done = subprocess.run(
        [args.tidy, f"-load={args.plugin}", "-checks=-*,cohazard-*", "--fix"]
        + [*config, path, "--", *flags],
        capture_output=True,
        text=True,
    )
    with open(path, encoding="utf-8") as file:
        return file.read(), done.stdout


def outputs(args, path, flags, warnings):
    """What the program prints, by compiler."""
    compilers = {"clang": [args.clangxx]}
    if not args.no_gcc:
        compilers["gcc"] = [args.gxx, *GCC_QUIET]
    printed = {}
    for name, compiler in compilers.items():
        program = f"{path}.{name}"
        links = [f"-l{lib}" for lib in args.link]
        run([*compiler, *warnings, *flags, path, "-o", program, "-pthread", *links])
        printed[name] = run([program], timeout=60)
    return printed


def without_ticks(printed, wanted):
    """The output before the line of ticks, which must be `wanted`."""
    *rest, last = printed.splitlines()
    ticks = int(re.fullmatch(r"ticks (\d+)", last)[1])
    if not wanted(ticks):
        sys.exit(f"the timer fired {ticks} times:\n{printed}")
    return rest


def compare(args, before, after):
    for name in before:
        old, new = before[name], after[name]
        if args.ticks:
            old = without_ticks(old, lambda n: n <= 2)
            new = without_ticks(new, lambda n: n >= 40)
        if old != new:
            sys.exit(f"{name}: the fixed program prints\n{new}\ninstead of\n{old}")


def match(args, text, said):
    lines = [line for line in text.splitlines() if "// FIXED:" not in line]
    at = 0
    for wanted in re.findall(r"// FIXED: (.*)", text):
        found = [n for n in range(at, len(lines)) if wanted.strip() in lines[n]]
        if not found:
            sys.exit(f"no line with\n{wanted}\nin\n{text}\nclang-tidy said:\n{said}")
        at = found[0]


def main():
    args, flags = parse_arguments()
    shutil.rmtree(args.work, ignore_errors=True)
    os.makedirs(args.work)
    original = os.path.join(args.work, "original.cpp")
    fixed = os.path.join(args.work, os.path.basename(args.file))
    if args.settings:
        with open(os.path.join(args.work, ".cohazard.yaml"), "w") as settings:
            settings.write(args.settings + "\n")
    shutil.copy(args.file, original)
    shutil.copy(args.file, fixed)
    with open(args.file, encoding="utf-8") as file:
        before = file.read()
    after, said = fix(args, fixed, flags)
    if args.unchanged:
        if after != before:
            changes = difflib.unified_diff(before.splitlines(), after.splitlines())
            sys.exit("\n".join(["changed, but nothing may be:", *changes, said]))
        print(said)
        return
    match(args, after, said)
    if fix(args, fixed, flags)[0] != after:
        sys.exit("a second run changes the file again")
    compare(
        args,
        outputs(args, original, flags, ["-w"]),
        outputs(args, fixed, flags, WARNINGS),
    )
    print(said)


main()
