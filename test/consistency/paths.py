"""One id, three parallel paths and one line: nothing is missing, nothing is
left over."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])
wrong = []

rows = re.findall(
    r"^COHAZARD_CHECK\(([\w-]+), (\w+)\)$",
    (root / "checks/checks.def").read_text(),
    re.M,
)
ids = [row[0] for row in rows]
if ids != sorted(ids):
    wrong.append("checks/checks.def is not sorted by id")

for id, name in rows:
    if name != "".join(word.capitalize() for word in id.split("-")):
        wrong.append(f"checks/checks.def: {id} is named {name}")
    for path in (f"checks/{id}.cpp", f"docs/checks/{id}.md"):
        if not (root / path).is_file():
            wrong.append(f"check {id} has no {path}")
    if not list((root / "test/checks" / id).glob("*.cpp")):
        wrong.append(f"check {id} has no test in test/checks/{id}/")

for path in root.glob("checks/*.cpp"):
    if path.stem not in ids and path.name != "Checks.cpp":
        wrong.append(f"checks/{path.name} is in no line of checks/checks.def")
for path in root.glob("docs/checks/*.md"):
    if path.stem not in ids:
        wrong.append(f"docs/checks/{path.name} is the page of no check")
for path in root.glob("test/checks/*"):
    if path.name not in ids:
        wrong.append(f"test/checks/{path.name} tests no check")

sys.exit("\n".join(wrong) or 0)
