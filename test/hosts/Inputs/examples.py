"""The example files say what their readers expect to be told."""

import pathlib
import sys

import yaml

root = pathlib.Path(sys.argv[1])


def load(path):
    return yaml.safe_load((root / path).read_text())


def is_lint(command):
    return "cohazard lint -p build" in command


workflow = load("docs/examples/github.yml")
# YAML 1.1 reads the key `on` as true.
assert {"pull_request", "push"} <= set(workflow[True]), workflow
assert workflow["permissions"]["security-events"] == "write"
steps = workflow["jobs"]["lint"]["steps"]
assert all(("uses" in step) != ("run" in step) for step in steps), steps
[lint] = [step["run"] for step in steps if is_lint(step.get("run", ""))]
[upload] = [s for s in steps if s.get("uses", "").startswith("github/codeql-action/upload-sarif@")]
assert upload["if"] == "always()", "findings fail the step before"
assert f"-o {upload['with']['sarif_file']}" in lint, lint

job = load("docs/examples/gitlab.yml")["cohazard"]
[lint] = [line for line in job["script"] if is_lint(line)]
assert job["artifacts"]["when"] == "always", "findings fail the job"
assert f"-o {job['artifacts']['reports']['codequality']}" in lint, lint

hooks = load(".pre-commit-hooks.yaml")
for hook in hooks:
    assert {"id", "name", "entry", "language"} <= set(hook), hook
for repository in load("docs/examples/pre-commit.yaml")["repos"]:
    for hook in repository["hooks"]:
        assert hook["id"] in [known["id"] for known in hooks], hook

for settings in ("clang-tidy", "clangd", "cohazard"):
    assert isinstance(load(f"docs/examples/{settings}.yaml"), dict)
