# RUN: %python %s %cohazard-clangd
"""A file that no compilation database has is parsed as clangd parses it: with
the flags of a neighbour, or with none."""

import sys
from editor import Editor, expect

THREADS = """#include <thread>
static int Count;
static void add() { ++Count; }
int main() {
  std::thread First(add), Second(add);
  First.join();
  Second.join();
}
"""

with Editor(sys.argv[1]) as editor:
    main = editor.open("main.cpp", THREADS)
    found = editor.wait(main.findings, "findings")
    expect({f["code"] for f in found} == {"cohazard-shared-global"}, found)
    expect(not [d for d in main.diagnostics if d["severity"] == 1], main.diagnostics)

    # C, and a file that has not been saved yet.
    plain = editor.open(
        "main.c",
        "#include <pthread.h>\nstatic int Count;\n"
        "static void *add(void *p) { ++Count; return p; }\n"
        "int main(void) {\n  pthread_t a, b;\n"
        "  pthread_create(&a, 0, add, 0);\n  pthread_create(&b, 0, add, 0);\n"
        "  pthread_join(a, 0);\n  pthread_join(b, 0);\n}\n",
    )
    plain.path.unlink()
    plain.change(plain.text + "\n")
    found = editor.wait(plain.findings, "findings")
    expect({f["code"] for f in found} == {"cohazard-shared-global"}, found)
