#!/usr/bin/env python3
"""How many racing lines does shared-global find, and how many others does it report?

Each access of the programs in a folder says what is true of it:

    // RACE        it races, and the tool must say so
    // NORACE      it does not, and the tool must be silent
    // FN_RACE     it races, and the tool is known to miss it
    // FP_NORACE   it does not, and the tool is known to report it

A line counts as reported if the finding or one of its notes names it as an
access. Prints recall on racing lines and the rate of false alarms on race-free
lines. With --check, any difference from what the lines say is an error."""
import argparse
import glob
import os
import re
import subprocess
import sys

MARK = re.compile(r"// (RACE|NORACE|FN_RACE|FP_NORACE)\b")
ACCESS = re.compile(
    r"^(?P<file>[^:\n]+):(?P<line>\d+):\d+: "
    r"(?:warning: .*\[cohazard-shared-global\]|note: (?:read|written) here)"
)
LANGUAGES = [("c", "-std=gnu17"), ("cpp", "-std=c++20")]


def expected(path):
    marks = {}
    with open(path) as source:
        for number, line in enumerate(source, 1):
            if found := MARK.search(line):
                marks[number] = found.group(1)
    return marks


def reported(tool, files, standard):
    run = subprocess.run(
        [tool, "lint", *files, "--", standard],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    if run.returncode not in (0, 1):
        sys.exit(f"{tool} failed with {run.returncode}:\n{run.stderr}")
    lines = set()
    for text in run.stdout.splitlines():
        if found := ACCESS.match(text):
            lines.add((os.path.realpath(found["file"]), int(found["line"])))
    return lines


def compare(path, lines, wrong):
    """What is true of each line, and whether it was reported."""
    path = os.path.realpath(path)
    marks = expected(path)
    for line, mark in sorted(marks.items()):
        said = (path, line) in lines
        if said != (mark in ("RACE", "FP_NORACE")):
            told = "reported" if said else "not reported"
            wrong.append(f"{path}:{line}: {mark} is {told}")
        yield mark in ("RACE", "FN_RACE"), said
    for _, line in sorted(l for l in lines if l[0] == path and l[1] not in marks):
        wrong.append(f"{path}:{line}: reported, but the line says nothing")


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--cohazard", required=True)
    parser.add_argument("--check", action="store_true")
    parser.add_argument("folder")
    args = parser.parse_args()
    wrong, answers, programs = [], [], 0
    for suffix, standard in LANGUAGES:
        files = sorted(glob.glob(f"{args.folder}/*.{suffix}"))
        if not files:
            continue
        programs += len(files)
        lines = reported(args.cohazard, files, standard)
        for path in files:
            answers += compare(path, lines, wrong)
    racing = [said for races, said in answers if races]
    free = [said for races, said in answers if not races]
    print("\n".join(wrong))
    print(f"{programs} programs, {len(answers)} accesses")
    print(f"recall {sum(racing)}/{len(racing)} = {sum(racing) / len(racing):.3f}")
    print(f"false alarms {sum(free)}/{len(free)} = {sum(free) / len(free):.3f}")
    if args.check and wrong:
        sys.exit(f"{len(wrong)} lines differ from what they say")


if __name__ == "__main__":
    main()
