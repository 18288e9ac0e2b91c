"""Messages keep clang's convention: lower case, no full stop, one line. Looked
for where they can be read: in summaries, options and what the cases expect."""

import pathlib
import re
import subprocess
import sys

root, cohazard = pathlib.Path(sys.argv[1]), sys.argv[2]


def texts():
    for arguments in (["checks"], ["checks", "--options"]):
        listing = subprocess.run(
            [cohazard, *arguments], capture_output=True, text=True, check=True
        ).stdout
        for line in listing.splitlines():
            words = re.split(r"\t|  +", line)
            yield f"cohazard {' '.join(arguments)}: {words[0]}", words[-1]
    expectation = re.compile(r"//\s*[A-Z-]+: .*?(?:warning|note|error): (.*)$", re.M)
    for case in root.glob("test/checks/*/*.cpp"):
        for text in expectation.findall(case.read_text()):
            yield str(case.relative_to(root)), text


wrong = []
for place, text in texts():
    text = re.sub(r"\s*\[cohazard-[\w-]+\]$", "", text)
    if not text:
        wrong.append(f"{place}: says nothing")
    elif re.match(r"[A-Z](?![A-Z_])", text):
        wrong.append(f"{place}: starts with a capital: {text}")
    elif re.search(r"\.$", text) and not text.endswith("..."):
        wrong.append(f"{place}: ends with a full stop: {text}")
sys.exit("\n".join(wrong) or 0)
