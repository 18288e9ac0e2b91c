#!/usr/bin/env python3
"""Does `cohazard lint` survive a lot of source files?

    test/bench/robustness.py DIRECTORY… [--timeout 60] [-j N] [--limit N] [-- FLAGS]

Lints every C++ file below the directories, each in a process of its own, and
reports the crashes, the hangs and the answers that no contract knows. A file
that does not parse is counted, not reported.
"""

import argparse
import collections
import pathlib
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
SUFFIXES = {".cpp", ".cc", ".cxx", ".C", ".c++", ".cppm"}


def parse_arguments():
    own, flags = sys.argv[1:], ["-std=c++20"]
    if "--" in own:
        at = own.index("--")
        own, flags = own[:at], own[at + 1 :]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("directories", nargs="+", type=pathlib.Path)
    parser.add_argument("--cohazard", default=ROOT / "build/bin/cohazard")
    parser.add_argument("--timeout", default=60, type=float)
    parser.add_argument("--limit", type=int)
    parser.add_argument("-j", dest="jobs", default=2, type=int)
    args = parser.parse_args(own)
    args.flags = flags
    return args


def lint(args, path):
    command = [args.cohazard, "lint", "--quiet", "-j1", path, "--", *args.flags]
    try:
        run = subprocess.run(
            command, capture_output=True, text=True, errors="replace",
            timeout=args.timeout,
        )
    except subprocess.TimeoutExpired:
        return "hang", ""
    if "crashed on this file" in run.stderr or run.returncode < 0:
        return "crash", run.stderr
    kinds = {0: "clean", 1: "findings", 2: "not parsed"}
    return kinds.get(run.returncode, "odd answer"), run.stdout + run.stderr


def main():
    args = parse_arguments()
    files = sorted(
        path
        for directory in args.directories
        for path in directory.rglob("*")
        if path.suffix in SUFFIXES and path.is_file()
    )[: args.limit]
    tally = collections.Counter()
    with ThreadPoolExecutor(args.jobs) as pool:
        for path, (kind, text) in zip(
            files, pool.map(lambda path: lint(args, path), files)
        ):
            tally[kind] += 1
            if kind in ("crash", "hang", "odd answer"):
                print(f"{kind}: {path}\n{text[:2000]}", flush=True)
    print(f"{len(files)} files: " + ", ".join(f"{n} {k}" for k, n in tally.items()))
    bad = tally["crash"] + tally["hang"] + tally["odd answer"]
    sys.exit(1 if bad else 0)


main()
