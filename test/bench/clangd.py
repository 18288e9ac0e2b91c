#!/usr/bin/env python3
"""How much longer does an editor wait for diagnostics with our checks?

    test/bench/clangd.py --stock=/usr/lib/llvm-22/bin/clangd \\
        --ours=build/bin/cohazard-clangd [--flags="-std=c++20"] [FILE.cpp ...]

Opens each file in both servers and types into it, in turns: the same edit to
one and then to the other, the order changing each round, so that what else the
machine does hits both. A round's times are from sending the edit to the
diagnostics of that version; clangd's pause while one types, which is the same
for both, is left out. Prints medians of time and of processor time, and the
ratio of each: the median of the rounds' own ratios.
"""

import argparse
import pathlib
import statistics
import sys
import time

root = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(root / "test" / "hosts" / "clangd"))
from editor import Editor  # noqa: E402


def processor_time(process):
    """Seconds that the threads have run; those that end meanwhile are few."""
    tasks = pathlib.Path(f"/proc/{process.pid}/task").glob("*/schedstat")
    return sum(int(task.read_text().split()[0]) for task in tasks) / 1e9


class Server:
    def __init__(self, program, source, flags):
        self.editor = Editor(program).__enter__()
        # Headers and settings beside the file count.
        name = f"{source.stem}-edited{source.suffix}"
        self.editor.database(name, flags=f"-I{source.parent} {flags}")
        self.text = source.read_text()
        self.file = self.editor.open(name, self.text)
        self.settle()

    def settle(self):
        self.editor.wait(lambda: self.file.diagnostics is not None, "diagnostics")

    def type(self, round):
        """Seconds and processor seconds until the edit's diagnostics."""
        used = processor_time(self.editor.server)
        start = time.perf_counter()
        self.file.change(f"{self.text}\nint Typed{round};\n", at_once=True)
        self.settle()
        took = time.perf_counter() - start
        return took, processor_time(self.editor.server) - used


def compare(args, source):
    servers = {
        name: Server(program, source, args.flags)
        for name, program in (("stock", args.stock), ("ours", args.ours))
    }
    found = len(servers["ours"].file.findings())
    rounds = []
    for round in range(args.warm_up + args.rounds):
        order = list(servers)[:: 1 if round % 2 else -1]
        took = {name: servers[name].type(round) for name in order}
        if round >= args.warm_up:
            rounds.append(took)
    for server in servers.values():
        server.editor.__exit__(None, None, None)
    print(f"{source.name}: {found} findings, {len(rounds)} rounds")
    for index, what in enumerate(("time", "processor time")):
        stock = statistics.median(r["stock"][index] for r in rounds)
        ours = statistics.median(r["ours"][index] for r in rounds)
        ratio = statistics.median(
            r["ours"][index] / r["stock"][index] for r in rounds if r["stock"][index]
        )
        print(f"  {what}: stock {stock:.3f} s, ours {ours:.3f} s, ratio {ratio:.3f}")


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--stock", default="/usr/lib/llvm-22/bin/clangd")
    parser.add_argument("--ours", default=str(root / "build/bin/cohazard-clangd"))
    parser.add_argument("--flags", default="-std=c++20")
    parser.add_argument("--rounds", type=int, default=21)
    parser.add_argument("--warm-up", type=int, default=3)
    parser.add_argument("files", nargs="*", type=pathlib.Path)
    args = parser.parse_args()
    for source in args.files or [root / "test/demo/session.cpp"]:
        compare(args, source.resolve())


main()
