#!/usr/bin/env python3
"""Starts a new check: tool/new-check.py ID

Makes checks/ID.cpp, docs/checks/ID.md and test/checks/ID/basic.cpp and adds the
line to checks/checks.def. The id names the pattern, not the remedy:
lock-across-suspension. docs/adding-a-check.md goes on from there.
"""

import pathlib
import re
import sys

SOURCE = """\
// TODO: the question that this check answers?

#include "Checks.h"
#include "program/Program.h"

namespace cohazard {

static void detect(const program::Program &, const Options &, FindingSink &) {
  // TODO: ask the program, then Out.report(...) and its notes.
}

const Check checks::@NAME@ = {"@ID@",
                              "TODO: what it finds, in one line", {}, detect};

} // namespace cohazard
"""

PAGE = """\
# cohazard-@ID@

TODO: what it finds, and why that is a hazard.

```cpp bad
// TODO: the smallest program with the hazard.
```

```cpp good
// TODO: the same, mended.
```

## What it reports

TODO

## What it leaves alone

TODO

## Options

None.

## How to silence it

`// NOLINT(cohazard-@ID@)` on the line, with the reason.

## Limits

TODO: what it over-approximates, and what it misses on purpose.

## Changes

First version.
"""

TEST = """\
// RUN: %check_cohazard %s cohazard-@ID@ -- -std=c++20 -I%S/../../Inputs
// TODO: what this case shows, in one line.
#include "coro.h"

app::Job<> bad() {
  // TODO: the hazard, and under it what is expected:
  // CHECK: :[[@LINE-1]]:3: warning: TODO
  co_return;
}

app::Job<> similar_ok() { co_return; }
"""


def main():
    if len(sys.argv) != 2 or sys.argv[1] in ("-h", "--help"):
        sys.exit(__doc__)
    id = sys.argv[1]
    if not re.fullmatch(r"[a-z]+(-[a-z]+)+", id):
        sys.exit(f"'{id}' is no id: lower-case words with hyphens between, e.g. "
                 "lock-across-suspension")
    root = pathlib.Path(__file__).resolve().parent.parent
    registration = root / "checks/checks.def"
    head, *rows = registration.read_text().splitlines()
    name = "".join(word.capitalize() for word in id.split("-"))
    row = f"COHAZARD_CHECK({id}, {name})"
    made = {
        root / "checks" / f"{id}.cpp": SOURCE,
        root / "docs/checks" / f"{id}.md": PAGE,
        root / "test/checks" / id / "basic.cpp": TEST,
    }
    for path in made:
        if path.exists():
            sys.exit(f"there is a {path.relative_to(root)} already")
    for path, text in made.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text.replace("@ID@", id).replace("@NAME@", name))
        print(f"made {path.relative_to(root)}")
    registration.write_text("\n".join([head, *sorted({*rows, row})]) + "\n")
    print("added a line to checks/checks.def")
    print("next: docs/adding-a-check.md")


main()
