#!/usr/bin/env python3
"""What does an analysis cost beside the parse it needs anyway?

    test/bench/run.py [--build build] [--runs 15] [FILE -- FLAGS]

1. clang-tidy with all our checks against clang-tidy with one trivial check
2. `cohazard lint` of one file against `clang -fsyntax-only` of it
3. starting `cohazard` at all: the models are constant data, and cost nothing

Each pair is run alternately, so that whatever else the machine does hits both;
medians of processor time (user and system) and of wall time. FILE is a
Boost.Asio server of the demo project by default. Not a test: time is not a
property of the source.
"""

import argparse
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
# One matcher that hardly ever matches.
TRIVIAL = "cppcoreguidelines-avoid-goto"


def parse_arguments():
    own, flags = sys.argv[1:], None
    if "--" in own:
        at = own.index("--")
        own, flags = own[:at], own[at + 1 :]
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", default="build", type=pathlib.Path)
    parser.add_argument("--llvm-root")
    parser.add_argument("--runs", default=15, type=int)
    parser.add_argument("file", nargs="?", default=ROOT / "test/demo/session.cpp")
    args = parser.parse_args(own)
    args.flags = flags or ["-std=c++20", f"-I{ROOT / 'test/demo'}"]
    if not args.llvm_root:
        version = "19" if args.build.name.endswith("-19") else "22"
        args.llvm_root = f"/usr/lib/llvm-{version}"
    return args


def measure(command):
    """Processor and wall seconds of one run."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    wall = time.perf_counter() - start
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return cpu, wall


def compare(title, runs, ours, base):
    """Runs both alternately, once for nothing: files come into the cache."""
    measure(ours), measure(base)
    samples = [(measure(ours), measure(base)) for _ in range(runs)]
    print(f"\n{title}")
    for index, what in enumerate(("processor", "wall")):
        a = statistics.median(sample[0][index] for sample in samples)
        b = statistics.median(sample[1][index] for sample in samples)
        ratio = statistics.median(s[0][index] / s[1][index] for s in samples)
        print(f"  {what:9}  {a * 1000:8.1f} ms  against {b * 1000:8.1f} ms"
              f"   ratio {ratio:.3f}")


def start_up(args):
    cohazard = args.build / "bin/cohazard"
    with_models = [cohazard, "checks"]
    without = [f"{args.llvm_root}/bin/clang", "--version"]
    compare("start-up: cohazard checks / clang --version", args.runs, with_models,
            without)


def main():
    args = parse_arguments()
    plugin = (args.build / "lib/cohazard-tidy.so").resolve()
    tidy = [f"{args.llvm_root}/bin/clang-tidy", f"-load={plugin}"]
    rest = [str(args.file), "--", *args.flags]
    print(f"{os.path.relpath(args.file)}, median of {args.runs} runs, alternating")
    compare(
        f"clang-tidy: all of cohazard-* / {TRIVIAL}",
        args.runs,
        [*tidy, "-checks=-*,cohazard-*", *rest],
        [*tidy, f"-checks=-*,{TRIVIAL}", *rest],
    )
    compare(
        "cohazard lint / clang -fsyntax-only",
        args.runs,
        [args.build / "bin/cohazard", "lint", *rest],
        [f"{args.llvm_root}/bin/clang++", "-fsyntax-only", *args.flags, str(args.file)],
    )
    start_up(args)


main()
