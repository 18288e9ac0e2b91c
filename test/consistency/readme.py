"""The README's example is what the demo project really gives, and each file of
the demo shows its own hazard."""

import pathlib
import re
import subprocess
import sys

root, cohazard, database = pathlib.Path(sys.argv[1]), sys.argv[2], sys.argv[3]

run = subprocess.run(
    [cohazard, "lint", "--quiet", "--no-cache", "-p", database],
    cwd=root,
    capture_output=True,
    text=True,
)
if run.returncode != 1:
    sys.exit(f"the demo gives exit code {run.returncode}:\n{run.stdout}{run.stderr}")

readme = (root / "README.md").read_text()
example = re.search(r"(?:^    (?=test/demo).*\n(?:^    .*\n)+)", readme, re.M).group(0)
example = re.sub(r"^    ", "", example, flags=re.M)
if example not in run.stdout:
    sys.exit(f"README.md shows\n{example}\nbut the demo gives\n{run.stdout}")

for file, check in [
    ("session.cpp", "blocking-call"),
    ("session.cpp", "unawaited-task"),
    ("metrics.cpp", "shared-global"),
]:
    if not re.search(rf"{file}:.* \[cohazard-{check}\]$", run.stdout, re.M):
        sys.exit(f"{check} finds nothing in test/demo/{file}:\n{run.stdout}")
