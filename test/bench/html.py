#!/usr/bin/env python3
"""How fast does the HTML report of many findings open, and answer a search?

Makes a project with that many findings, lints it with --format=html, and opens the
report in headless Chromium. Times are the page's own, from the start of the
navigation until the list and the overview are in the document, and from a key in
the search field until the list shows what matches. Prints the median of some runs."""

import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
FUNCTIONS = 25  # a file
OPEN_LIMIT, SEARCH_LIMIT = 2000, 100  # milliseconds

FILE = """#include "coro.h"
#include "store.h"
#include <pthread.h>
static void *worker_{n}(void *) {{
{writes}
  return nullptr;
}}
void start_{n}() {{
  pthread_t Thread;
  pthread_create(&Thread, nullptr, worker_{n}, nullptr);
{reads}
}}
app::Job<> reply_{n}(int Peer);
{coroutines}
"""
COROUTINE = """
int hits_{n}_{i};
app::Job<> session_{n}_{i}(int Peer) {{
  // Reads what was kept of the peer, and answers.
  store::load_{i}(Peer);
  reply_{n}(Peer);
  co_return;
}}"""
STORE = """
inline void open_{i}(int Peer) {{ ::fsync(Peer); }}
inline void load_{i}(int Peer) {{
  if (Peer > 0)
    open_{i}(Peer);
}}"""


def write_project(folder, findings):
    """Three findings for each function: a blocking call, a task, and a race."""
    functions = range(FUNCTIONS)
    store = "".join(STORE.format(i=i) for i in functions)
    (folder / "store.h").write_text(
        f"#pragma once\n#include <unistd.h>\nnamespace store {{{store}\n}}\n"
    )
    files = []
    for n in range(-(-findings // (3 * FUNCTIONS))):
        files.append(folder / f"service_{n}.cpp")
        files[-1].write_text(
            "".join(f"extern int hits_{n}_{i};\n" for i in functions)
            + FILE.format(
                n=n,
                writes="\n".join(f"  hits_{n}_{i} += {i};" for i in functions),
                reads="\n".join(f"  hits_{n}_{i} = 0;" for i in functions),
                coroutines="".join(COROUTINE.format(n=n, i=i) for i in functions),
            )
        )
    return files


def make_report(cohazard, folder, findings):
    files = write_project(folder, findings)
    page = folder / "report.html"
    began = time.monotonic()
    done = subprocess.run(
        [cohazard, "lint", "--no-cache", "--format=html", "-o", page]
        + [*files, "--", "-std=c++20", f"-I{ROOT}/test/Inputs"],
        capture_output=True,
        text=True,
        cwd=folder,
    )
    if done.returncode != 1:
        sys.exit(done.stderr)
    return page, time.monotonic() - began


def measure(browser, page):
    """What the page says: count, milliseconds to open, milliseconds of searches."""
    ms = "eval document.documentElement.dataset"
    steps = ["text #count", f"{ms}.openMs", "press /"]
    for letter in "fsync":
        steps += [f"type {letter}", f"{ms}.listMs"]
    done = subprocess.run(
        [sys.executable, ROOT / "test/browse.py", f"--browser={browser}", page, *steps],
        capture_output=True,
        text=True,
    )
    if done.returncode:
        sys.exit(done.stdout + done.stderr)
    count, opened, *searched = done.stdout.splitlines()
    return count, float(opened), [float(ms) for ms in searched]


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--cohazard", default=ROOT / "build/bin/cohazard")
    options.add_argument(
        "--browser",
        default=shutil.which("chromium-headless-shell") or shutil.which("chromium"),
    )
    options.add_argument("--findings", type=int, default=5000)
    options.add_argument("--runs", type=int, default=5)
    options.add_argument("--check", action="store_true", help="fail above the limits")
    given = options.parse_args()
    if not given.browser:
        sys.exit("error: no Chromium; install chromium-headless-shell")
    with tempfile.TemporaryDirectory() as folder:
        page, took = make_report(
            os.path.abspath(given.cohazard), pathlib.Path(folder), given.findings
        )
        size = page.stat().st_size / 1e6
        runs = [measure(given.browser, page) for _ in range(given.runs)]
    opened = statistics.median(run[1] for run in runs)
    searched = statistics.median(ms for run in runs for ms in run[2])
    slowest = max(ms for run in runs for ms in run[2])
    print(f"{runs[0][0]}: {size:.1f} MB, made in {took:.1f} s")
    print(f"open {opened:.0f} ms, search {searched:.0f} ms (slowest {slowest:.0f} ms)")
    if given.check and (opened > OPEN_LIMIT or searched > SEARCH_LIMIT):
        sys.exit(f"above {OPEN_LIMIT} ms to open or {SEARCH_LIMIT} ms to search")


main()
