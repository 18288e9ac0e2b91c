#!/usr/bin/env python3
"""Lints one case with both hosts and holds them to what the case says.

    // RUN: %check_cohazard %s CHECKS [--libcxx] [--config=YAML] [--prefix=P]
    //      -- FLAGS

An expectation stands under the line it speaks of, for FileCheck:

    ::sleep(1);
    // CHECK: :[[@LINE-1]]:3: warning: 'sleep' blocks the event loop

Both hosts must say the same; every expectation must be met, in
order; and there must be no finding that no expectation speaks of. A case with
no expectation must be silent. --libcxx runs all of it with libc++ as well.
"""

import argparse
import os
import re
import subprocess
import sys

FINDING = re.compile(r": (warning|error): ")
MESSAGE = re.compile(r": (warning|error|note): ")


def parse_arguments():
    own, flags = sys.argv[1:], []
    if "--" in own:
        at = own.index("--")
        own, flags = own[:at], own[at + 1 :]
    parser = argparse.ArgumentParser()
    for name in ("tidy", "plugin", "cohazard", "llvm-root"):
        parser.add_argument(f"--{name}", required=True)
    parser.add_argument("file")
    parser.add_argument("checks")
    parser.add_argument("--libcxx", action="store_true")
    parser.add_argument("--config")
    parser.add_argument("--prefix", default="CHECK")
    return parser.parse_args(own), flags


def start(command):
    return subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def fail(title, text):
    sys.exit(f"{title}\n{text}")


def messages(output):
    """The findings and notes, without the source that clang draws below them."""
    return [line for line in output.splitlines() if MESSAGE.search(line)]


def lint(args, flags):
    """What both hosts print for the case."""
    checks = f"-*,{args.checks}"
    config = [f"--config={args.config}"] if args.config else []
    tidy = start(
        [args.tidy, f"-load={args.plugin}", f"--checks={checks}"]
        + ["--header-filter=.*", *config, args.file, "--", *flags]
    )
    own = start(
        [args.cohazard, "lint", "--quiet", f"--checks={checks}"]
        + [*config, args.file, "--", *flags]
    )
    tidy_out, tidy_err = tidy.communicate()
    own_out, own_err = own.communicate()
    if own.returncode not in (0, 1):
        fail(f"cohazard lint failed with {own.returncode}:", own_out + own_err)
    if own.returncode != (1 if FINDING.search(own_out) else 0):
        fail(f"cohazard lint answers {own.returncode}, but prints:", own_out)
    # clang-tidy says whole paths; we say them as the user would.
    here = os.getcwd() + "/"
    tidy_out, own_out = tidy_out.replace(here, ""), own_out.replace(here, "")
    if messages(tidy_out) != messages(own_out):
        fail(
            "the hosts do not print the same",
            f"--- clang-tidy\n{tidy_out}{tidy_err}--- cohazard lint\n{own_out}{own_err}",
        )
    return own_out


def expectations(args):
    pattern = re.compile(rf"//\s*{re.escape(args.prefix)}(-[A-Z]+)?:(.*)")
    with open(args.file, encoding="utf-8") as file:
        return [m.group(2) for m in map(pattern.search, file) if m]


def verify(args, output):
    expected = expectations(args)
    if expected:
        check = subprocess.run(
            [
                f"{args.llvm_root}/bin/FileCheck",
                args.file,
                f"--check-prefix={args.prefix}",
                "--input-file=-",
            ],
            input=output,
            text=True,
            stderr=subprocess.PIPE,
        )
        if check.returncode:
            fail("an expectation is not met", f"{check.stderr}\nthe output:\n{output}")
    wanted = sum(1 for text in expected if FINDING.search(text))
    found = len(FINDING.findall(output))
    if found != wanted:
        fail(f"{found} findings, but {wanted} are expected:", output)


def main():
    args, flags = parse_arguments()
    verify(args, lint(args, flags))
    libcxx = f"{args.llvm_root}/include/c++/v1"
    if args.libcxx and os.path.isdir(libcxx):
        verify(args, lint(args, [*flags, "-stdlib=libc++"]))


main()
