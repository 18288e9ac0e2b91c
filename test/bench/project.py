#!/usr/bin/env python3
"""What does the second run of a project cost, and one changed file?

    test/bench/project.py [--units 1000] [--asio 0] [--runs 5] [--folder DIR]

Writes a project of so many TUs: modules of ten files, each with functions that
call those of lower modules, globals with and without a lock, threads, coroutines
and calls that block. `--asio N` files include Boost.Asio, the others only
headers that are soon parsed, which is the hard case: the first run is cheap.
Then measures, wall time, medians:

    cold      `cohazard lint` with no cache
    warm      again, nothing changed; at most 1 % of cold
    one file  its text changed; at most its own parse plus 100 ms
    clang     `clang -fsyntax-only` over the same files with as many jobs

and holds the output of each warm run against that of a run without a cache.
Not a test: time is not a property of the source.
"""

import argparse
import concurrent.futures
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent.parent
FILES_PER_MODULE = 10
FUNCTIONS_PER_FILE = 12


def parse_arguments():
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--build", default=ROOT / "build", type=pathlib.Path)
    parser.add_argument("--llvm-root", default="/usr/lib/llvm-22")
    parser.add_argument("--units", default=1000, type=int)
    parser.add_argument("--asio", default=0, type=int)
    parser.add_argument("--standard-headers", action="store_true",
                        help="files include <string>, <vector> and <mutex>")
    parser.add_argument("--runs", default=5, type=int)
    parser.add_argument("--jobs", default=os.cpu_count(), type=int)
    parser.add_argument("--folder", type=pathlib.Path)
    return parser.parse_args()


def name(unit, function):
    return f"work_{unit}_{function}"


def header(module):
    first = module * FILES_PER_MODULE
    lines = ["#pragma once"]
    for unit in range(first, first + FILES_PER_MODULE):
        lines += [f"extern int total_{unit};"]
        lines += [f"int {name(unit, f)}(int);" for f in range(FUNCTIONS_PER_FILE)]
    return "\n".join(lines) + "\n"


def callees(unit, function):
    """Two of the same file below, one of a module below."""
    yield from (name(unit, f) for f in range(max(0, function - 2), function))
    if unit >= FILES_PER_MODULE:
        yield name((unit * 7 + function) % (unit - unit % FILES_PER_MODULE), function // 2)


def source(args, unit):
    module = unit // FILES_PER_MODULE
    asio = unit < args.asio
    lines = ["#include <pthread.h>", "#include <unistd.h>"]
    if asio:
        lines += ["#include <boost/asio.hpp>"]
    if args.standard_headers:
        lines += ["#include <mutex>", "#include <string>", "#include <vector>"]
    lines += [f'#include "module_{m}.h"' for m in range(module + 1)[-12:]]
    lines += [f'#include "module_{(unit * 7 + f) % (unit - unit % FILES_PER_MODULE) // FILES_PER_MODULE}.h"'
              for f in range(FUNCTIONS_PER_FILE) if unit >= FILES_PER_MODULE]
    lines += ["static pthread_mutex_t guard = PTHREAD_MUTEX_INITIALIZER;",
              f"int total_{unit};"]
    for f in range(FUNCTIONS_PER_FILE):
        lines += [f"int {name(unit, f)}(int n) {{"]
        lines += [f"  n += {callee}(n);" for callee in callees(unit, f)]
        if f == 3:
            lines += ["  pthread_mutex_lock(&guard);", f"  total_{unit} += n;",
                      "  pthread_mutex_unlock(&guard);"]
        if f == 5 and unit % 50 == 7:
            lines += [f"  total_{unit} = n; // no lock"]
        if f == 0 and unit % 25 == 3:
            lines += ["  sleep(1);"]
        lines += ["  return n;", "}"]
    if unit % 50 == 7:
        lines += ["static void *run(void *) {", f"  {name(unit, 11)}(1);", "  return 0;", "}",
                  f"void start_{unit}() {{", "  pthread_t thread;",
                  "  pthread_create(&thread, 0, run, 0);", f"  {name(unit, 5)}(1);",
                  "  pthread_join(thread, 0);", "}"]
    if asio:
        lines += [f"boost::asio::awaitable<int> serve_{unit}() {{",
                  f"  co_return {name(unit, 11)}(1);", "}"]
    return "\n".join(lines) + "\n"


def generate(args, folder):
    modules = -(-args.units // FILES_PER_MODULE)
    for module in range(modules):
        (folder / f"module_{module}.h").write_text(header(module))
    database = []
    for unit in range(args.units):
        file = f"unit_{unit}.cpp"
        (folder / file).write_text(source(args, unit))
        database.append({"directory": str(folder), "file": file,
                         "command": f"clang++ -std=c++20 -c {file}"})
    (folder / "compile_commands.json").write_text(json.dumps(database))


class Run:
    def __init__(self, command, folder):
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        start = time.perf_counter()
        run = subprocess.run(command, cwd=folder, capture_output=True, text=True)
        self.wall = time.perf_counter() - start
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        self.cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        self.out, self.err, self.code = run.stdout, run.stderr, run.returncode
        if self.code not in (0, 1):
            sys.exit(f"exit code {self.code}:\n{self.err[-2000:]}")


def parse_all(args, folder):
    """`clang -fsyntax-only` of every file, so many at a time."""
    clang = f"{args.llvm_root}/bin/clang++"

    def parse(unit):
        subprocess.run([clang, "-std=c++20", "-fsyntax-only", f"unit_{unit}.cpp"],
                       cwd=folder, check=True)

    start = time.perf_counter()
    with concurrent.futures.ThreadPoolExecutor(args.jobs) as pool:
        list(pool.map(parse, range(args.units)))
    return time.perf_counter() - start


def same(what, run, wanted):
    if (run.out, run.code) != (wanted.out, wanted.code):
        sys.exit(f"{what}: says something else than a run without a cache")


def measure(args, folder):
    lint = [args.build / "bin/cohazard", "lint", "-p", ".", f"-j{args.jobs}"]
    shutil.rmtree(folder / ".cache", ignore_errors=True)
    cold = Run(lint, folder)
    # Stamps that are younger than two seconds are not believed.
    time.sleep(2.5)
    same("the run that believes the stamps", Run(lint, folder), cold)
    warm = [Run(lint, folder) for _ in range(args.runs)]
    for run in warm:
        same("warm", run, cold)
    changed, alone = [], []
    file = folder / f"unit_{args.units // 2}.cpp"
    text = file.read_text()
    for turn in range(args.runs):
        # A line more above all facts, and another call.
        file.write_text(f"// {turn}\n" + text.replace("return n;", f"n += {turn}; return n;"))
        alone.append(Run([*lint, "--no-cache", file.name], folder))
        changed.append(Run(lint, folder))
    same("one file", changed[-1], Run([*lint, "--no-cache"], folder))
    file.write_text(text)
    clang = parse_all(args, folder)

    def median(runs):
        return statistics.median(run.wall for run in runs)

    print(f"{args.units} files, {args.asio} with Boost.Asio; {args.jobs} jobs; {cold.err.splitlines()[-1]}")
    print(f"cold      {cold.wall:8.2f} s   {cold.wall / clang:.2f} of clang's {clang:.2f} s")
    print(f"warm      {median(warm) * 1000:8.0f} ms  {median(warm) / cold.wall:.2%} of cold")
    print(f"one file  {median(changed) * 1000:8.0f} ms  alone {median(alone) * 1000:.0f} ms: "
          f"{(median(changed) - median(alone)) * 1000:.0f} ms more")


def main():
    args = parse_arguments()
    with tempfile.TemporaryDirectory() as temporary:
        folder = (args.folder or pathlib.Path(temporary)).absolute()
        folder.mkdir(parents=True, exist_ok=True)
        generate(args, folder)
        measure(args, folder)


if __name__ == "__main__":
    main()
