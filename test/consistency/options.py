"""The options that a check's page names are those that it has, with the same
defaults and the same words."""

import pathlib
import re
import subprocess
import sys

root, cohazard = pathlib.Path(sys.argv[1]), sys.argv[2]


def plain(text):
    """The words without their markup."""
    return re.sub(r"[`'\\]", "", text).strip()


def of_binary():
    listing = subprocess.run(
        [cohazard, "checks", "--options"], capture_output=True, text=True, check=True
    ).stdout
    for line in listing.splitlines():
        check, option, _kind, default, help = line.split("\t")
        yield (check.removeprefix("cohazard-"), option), (plain(default), plain(help))


def of_pages():
    for page in root.glob("docs/checks/*.md"):
        text = page.read_text()
        options = re.search(r"^## Options\n(.*?)(?=^## |\Z)", text, re.M | re.S)
        if not options:
            continue
        row = r"^\| `(\w+)` \|([^|\n]*)\|((?:[^|\\\n]|\\.)*)\|$"
        for name, default, help in re.findall(row, options.group(1), re.M):
            yield (page.stem, name), (plain(default), plain(help))


ours, theirs = dict(of_binary()), dict(of_pages())
wrong = []
for check, option in sorted(ours.keys() - theirs.keys()):
    wrong.append(f"docs/checks/{check}.md does not have the option {option}")
for check, option in sorted(theirs.keys() - ours.keys()):
    wrong.append(f"docs/checks/{check}.md has {option}, which is no option")
for key in sorted(ours.keys() & theirs.keys()):
    if ours[key] != theirs[key]:
        wrong.append(
            f"docs/checks/{key[0]}.md: {key[1]}\n"
            f"  is:   {theirs[key]}\n  must: {ours[key]}"
        )
sys.exit("\n".join(wrong) or 0)
