"""What a check's page shows is true: a block marked `cpp bad` gives a finding of
that check, a block marked `cpp good` gives none, and settings can be read."""

import pathlib
import re
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor

root, cohazard = pathlib.Path(sys.argv[1]), sys.argv[2]
SECTIONS = ("# ", "## Options", "## How to silence it", "## Limits", "## Changes")


def blocks(page):
    found = re.findall(r"^```(\S+)(?: (\w+))?\n(.*?)^```$", page.read_text(), re.M | re.S)
    for number, (language, mark, code) in enumerate(found, 1):
        yield f"docs/checks/{page.name}, block {number}", page.stem, language, mark, code


def lint(directory, code, check):
    source = pathlib.Path(directory) / "case.cpp"
    source.write_text(code)
    return subprocess.run(
        [cohazard, "lint", "--quiet", f"--checks=-*,cohazard-{check}", source]
        + ["--", "-std=c++20", "-pthread"],
        capture_output=True,
        text=True,
    )


def verify(block):
    place, check, language, mark, code = block
    with tempfile.TemporaryDirectory() as directory:
        if language == "cpp" and mark in ("bad", "good"):
            run = lint(directory, code, check)
            if run.returncode != {"bad": 1, "good": 0}[mark]:
                return f"{place} is marked {mark}:\n{run.stdout}{run.stderr}"
        elif language == "cpp" and mark:
            return f"{place}: `cpp {mark}`; write `cpp bad` or `cpp good`"
        elif language == "yaml":
            is_tidy = re.search(r"^(Checks|CheckOptions|WarningsAsErrors):", code, re.M)
            name = ".clang-tidy" if is_tidy else ".cohazard.yaml"
            (pathlib.Path(directory) / name).write_text(code)
            run = lint(directory, "int unused;\n", check)
            if run.returncode:
                return f"{place}:\n{run.stderr}"
    return None


wrong = []
found = []
for page in sorted(root.glob("docs/checks/*.md")):
    text = page.read_text()
    for section in SECTIONS:
        if not re.search(rf"^{section}", text, re.M):
            wrong.append(f"docs/checks/{page.name} has no '{section}'")
    found += blocks(page)
    for mark in ("bad", "good"):
        if f"```cpp {mark}\n" not in text:
            wrong.append(f"docs/checks/{page.name} has no block marked `cpp {mark}`")
with ThreadPoolExecutor(2) as pool:
    wrong += filter(None, pool.map(verify, found))
sys.exit("\n".join(wrong) or 0)
