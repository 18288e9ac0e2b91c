"""A file that has grown beyond what one can hold in the head asks to be split."""

import pathlib
import sys

root = pathlib.Path(sys.argv[1])
wrong = []
for path in [*root.glob("tool/**/*"), *root.glob("checks/*")]:
    if path.suffix in (".h", ".cpp", ".py", ".sh"):
        lines = len(path.read_text().splitlines())
        if lines > 400:
            wrong.append(f"{path.relative_to(root)} has {lines} lines")
sys.exit("\n".join(wrong) or 0)
