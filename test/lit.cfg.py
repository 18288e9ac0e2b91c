# How the tests run. Every program is called through a substitution, so that a
# test says what it does and not where things are.
import glob
import os
import re
import shutil
import subprocess
import sys

import lit.formats

config.name = "cohazard"
config.test_format = lit.formats.ShTest(execute_external=False)
config.suffixes = [".cpp", ".c", ".test"]
config.excludes = ["Inputs", "demo", "bench", "lit.cfg.py"]
config.test_source_root = os.path.join(config.source_root, "test")
config.test_exec_root = os.path.join(config.build_root, "test")

llvm_bin = os.path.join(config.llvm_root, "bin")
config.environment["PATH"] = os.pathsep.join([llvm_bin, os.environ["PATH"]])
# FileCheck, not and split-file are there; nothing else may depend on it.

cohazard = os.path.join(config.build_root, "bin", "cohazard")
clangd = os.path.join(config.build_root, "bin", "cohazard-clangd")
plugin = os.path.join(config.build_root, "lib", "cohazard-tidy.so")
tidy = os.path.join(llvm_bin, "clang-tidy")

check_cohazard = " ".join(
    [
        sys.executable,
        os.path.join(config.source_root, "test", "check_cohazard.py"),
        f"--tidy={tidy}",
        f"--plugin={plugin}",
        f"--cohazard={cohazard}",
        f"--llvm-root={config.llvm_root}",
    ]
)

check_fix = " ".join(
    [
        sys.executable,
        os.path.join(config.source_root, "test", "check_fix.py"),
        f"--tidy={tidy}",
        f"--plugin={plugin}",
        f"--clangxx={os.path.join(llvm_bin, 'clang++')}",
        f"--gxx={shutil.which('g++-12') or shutil.which('g++') or 'g++'}",
        "--work=%t.fixed",
    ]
)

for name, value in [
    (r"%check_cohazard\b", check_cohazard),
    (r"%check_fix\b", check_fix),
    (r"%cohazard-clangd\b", clangd),
    (r"%cohazard\b", cohazard),
    (r"%plugin\b", plugin),
    (r"%tidy\b", f"{tidy} -load={plugin} -checks='-*,cohazard-*'"),
    (r"%clang\b", os.path.join(llvm_bin, "clang")),
    (r"%clangxx\b", os.path.join(llvm_bin, "clang++")),
    (r"%gxx\b", shutil.which("g++-12") or shutil.which("g++") or "g++"),
    (r"%models-gen\b", os.path.join(config.build_root, "bin", "cohazard-models-gen")),
    # Not what CMake finds: that may be a launcher that takes longer than the test.
    (r"%python\b", sys.executable),
    (r"%cmake\b", config.cmake),
    (r"%llvm-root\b", config.llvm_root),
    (r"%llvm-include\b", os.path.join(config.llvm_root, "include")),
    (r"%llvm-major\b", config.llvm_major),
    (r"%src\b", config.source_root),
    (r"%build\b", config.build_root),
]:
    config.substitutions.append((name, value))

config.available_features.add(f"llvm-{config.llvm_major}")
config.has_clangd = os.path.exists(clangd)
if os.path.exists(os.path.join(llvm_bin, "clangd")):
    config.available_features.add("clangd")
if os.path.isdir(os.path.join(config.llvm_root, "include", "c++", "v1")):
    config.available_features.add("libcxx")
if os.path.exists("/usr/include/asio.hpp"):
    config.available_features.add("asio")
# Older ones do not know the coroutines of clang.
if os.path.exists("/usr/include/boost/asio.hpp"):
    with open("/usr/include/boost/version.hpp") as header:
        version = re.search(r"define BOOST_VERSION (\d+)", header.read())
    if version and int(version[1]) >= 107800:
        config.available_features.add("boost")
qt = glob.glob("/usr/include/*/qt5/QtConcurrent")
if qt and os.path.exists("/usr/include/qcoro5/QCoro/QCoroFuture"):
    config.available_features.add("qcoro")
    folders = [f"/usr/include/qcoro5{part}" for part in ("", "/QCoro", "/qcoro")]
    folders += [os.path.dirname(qt[0]) + part for part in ("", "/QtCore", "/QtConcurrent")]
    config.substitutions.append(
        (r"%qcoro-flags\b", " ".join(f"-isystem {folder}" for folder in folders))
    )
if os.path.exists(
    os.path.join(
        config.llvm_root, "lib", "clang", config.llvm_major, "include", "omp.h"
    )
):
    config.available_features.add("openmp")
for program in ("patch", "git", "zsh", "fish", "pre-commit"):
    if shutil.which(program):
        config.available_features.add(program)
# What it takes to make a package, and to install it into a folder.
if all(map(shutil.which, ("dpkg-deb", "dpkg-shlibdeps", "file"))) and os.getuid() == 0:
    config.available_features.add("dpkg")
tidy_scripts = (
    os.path.join(llvm_bin, "run-clang-tidy"),
    os.path.join(config.llvm_root, "share", "clang", "clang-tidy-diff.py"),
)
if all(map(os.path.exists, tidy_scripts)):
    config.available_features.add("tidy-scripts")
    config.substitutions += [
        (r"%all-tidy\b", tidy_scripts[0]),
        (r"%changed-tidy\b", tidy_scripts[1]),
    ]
# Debian's packages of them serve Debian's interpreter.
for feature, module in (("pyyaml", "yaml"), ("jsonschema", "jsonschema")):
    for python in (sys.executable, "/usr/bin/python3"):
        known = subprocess.run([python, "-c", f"import {module}"], stderr=subprocess.DEVNULL)
        if known.returncode == 0:
            config.available_features.add(feature)
            config.substitutions.append((rf"%{feature}-python\b", python))
            break
# Microsoft's validator, from npm; the schema lies beside it.
multitool = shutil.which(
    "sarif-multitool-linux",
    path=os.path.join(config.build_root, "npm", "node_modules", ".bin") + ":" + os.environ["PATH"],
)
if multitool:
    config.available_features.add("sarif-multitool")
    multitool = os.path.dirname(os.path.realpath(multitool))
    config.substitutions += [
        (r"%sarif-multitool\b", os.path.join(multitool, "Sarif.Multitool")),
        (r"%sarif-schema\b", os.path.join(multitool, "sarif-2.1.0.json")),
    ]
browser = shutil.which("chromium-headless-shell") or shutil.which("chromium")
if browser:
    config.available_features.add("chromium")
    browse = os.path.join(config.source_root, "test", "browse.py")
    config.substitutions.append(
        (r"%browse\b", f"{sys.executable} {browse} --browser={browser}")
    )
# Its daemons are started by the test, which takes root.
slurm_path = os.environ["PATH"] + ":/usr/sbin:/sbin"
if os.geteuid() == 0 and all(
    shutil.which(name, path=slurm_path)
    for name in ("sbatch", "sinfo", "slurmctld", "slurmd", "munged")
):
    config.available_features.add("slurm")
# Another version's clang-tidy, to see that it refuses our plugin.
for major in ("19", "22"):
    if major != config.llvm_major:
        other = f"/usr/lib/llvm-{major}/bin/clang-tidy"
        if os.path.exists(other):
            config.available_features.add("other-llvm")
            config.substitutions.append((r"%other-tidy\b", other))
