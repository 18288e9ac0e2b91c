"""Dependencies point one way: source <- models <- facts <- program <- findings
<- Pipeline <- hosts. Checks see program, findings and source only."""

import pathlib
import re
import sys

root = pathlib.Path(sys.argv[1])

ORDER = ["source", "models", "facts", "program", "findings", "Pipeline", "hosts"]
MAY_INCLUDE = {stage: set(ORDER[: i + 1]) for i, stage in enumerate(ORDER)}
MAY_INCLUDE["checks"] = {"source", "program", "findings", "checks"}
SEES_CLANG = {"source", "facts", "Pipeline", "hosts"}


def stage_of_file(path):
    parts = path.relative_to(root).parts
    if parts[0] == "checks":
        return "checks"
    return parts[1].split(".")[0]


def stage_of_include(name):
    first = name.split("/")[0]
    if first in ("Checks.h", "checks.def"):
        return "checks"
    if first == "Pipeline.h":
        return "Pipeline"
    return first if first in ORDER else None


wrong = []
for path in [*root.glob("tool/**/*"), *root.glob("checks/*")]:
    if path.suffix not in (".h", ".cpp"):
        continue
    stage = stage_of_file(path)
    for name in re.findall(r'^#include ["<]([^">]+)', path.read_text(), re.M):
        place = path.relative_to(root)
        target = stage_of_include(name)
        if target and target not in MAY_INCLUDE[stage]:
            # The registration itself names every check.
            if not (stage == "hosts" and target == "checks"):
                wrong.append(f"{place}: {stage} may not include {name}")
        if name.startswith("clang-tidy/") and stage != "hosts":
            wrong.append(f"{place}: only hosts include clang-tidy's headers")
        elif name.startswith("clang/") and stage not in SEES_CLANG:
            wrong.append(f"{place}: {stage} does not know clang's AST")
        if name.startswith("clang-tidy/") and path.match("tool/hosts/Settings.*"):
            wrong.append(f"{place}: is shared by hosts that have no clang-tidy")

sys.exit("\n".join(wrong) or 0)
