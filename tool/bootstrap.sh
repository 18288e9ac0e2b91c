#!/usr/bin/env bash
# From a bare Debian 12 to a result, with one command:
#
#   tool/bootstrap.sh lint PATH   installs what is missing, builds, lints PATH
#   tool/bootstrap.sh test        installs what is missing, builds, runs every test
#   tool/bootstrap.sh build       installs what is missing, builds
#
# PATH is a source file, or a directory with a CMakeLists.txt or with a
# compile_commands.json. LLVM_VERSION=19 does the same with LLVM 19, in build-19/.
# A second run does nothing twice.
set -euo pipefail

V=${LLVM_VERSION:-22}
ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
BUILD=$ROOT/build
[[ $V == 22 ]] || BUILD=$ROOT/build-$V
LLVM_ROOT=/usr/lib/llvm-$V

say() { printf '==> %s\n' "$*" >&2; }
fail() { printf 'error: %s\n' "$*" >&2; exit 2; }
usage() { sed -n '2,10s/^# \{0,1\}//p' "${BASH_SOURCE[0]}"; }

#--- Installing ---------------------------------------------------------------

TO_BUILD=(ca-certificates cmake ninja-build python3 "clang-$V" "clang-tidy-$V"
  "libclang-$V-dev" "llvm-$V-dev" libgrpc++-dev libprotobuf-dev)
# The tests also see other compilers' flags, the libraries that cases use, and the
# package.
TO_TEST=("llvm-$V-tools" "clangd-$V" g++ libasio-dev qcoro-qt5-dev qtbase5-dev
  dpkg-dev file python3-yaml)
# The demo project and some tests parse Boost's headers. 1.81 is the first of
# Debian 12 that knows the coroutines of clang. Another that is there stays, as
# they exclude each other; tests that an older one cannot serve are skipped.
BOOST=(libboost1.81-dev)
[[ ! -f /usr/include/boost/version.hpp ]] || BOOST=()
# These are packaged for one version at a time: taken if no other is there.
ONE_VERSION=("libc++-$V-dev" "libc++abi-$V-dev" "libomp-$V-dev")
# Those we are used with or judged by: taken if the package source has them. The
# browser opens the HTML report.
PARTNERS=(git patch fish zsh pre-commit slurmctld slurmd slurm-client munge
  python3-jsonschema chromium-headless-shell)
# Microsoft's validator of SARIF, from npm.
MULTITOOL=@microsoft/sarif-multitool-linux@5.7.0

as_root() {
  if [[ $(id -u) == 0 ]]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    fail "installing packages needs root or sudo; missing: ${MISSING[*]}"
  fi
}

is_installed() {
  [[ $(dpkg-query -W -f='${Status}' "$1" 2>/dev/null) == 'install ok installed' ]]
}

# Sets MISSING to those of its arguments that are not installed.
find_missing() {
  MISSING=()
  local package
  for package in "$@"; do
    is_installed "$package" || MISSING+=("$package")
  done
}

apt_install() {
  DEBIAN_FRONTEND=noninteractive as_root \
    env DEBIAN_FRONTEND=noninteractive apt-get install -y -q \
    --no-install-recommends "$@" >&2
}

is_known() { apt-cache show "$1" >/dev/null 2>&1; }

install_packages() {
  find_missing "$@"
  ((${#MISSING[@]})) || return 0
  say "installing ${MISSING[*]}"
  local package
  for package in "${MISSING[@]}"; do
    if ! is_known "$package"; then
      as_root apt-get update -q >&2
      break
    fi
  done
  for package in "${MISSING[@]}"; do
    is_known "$package" || fail "no package '$package' in the package sources;\
 for LLVM $V see https://apt.llvm.org"
  done
  apt_install "${MISSING[@]}"
}

# Tests that need what is not there are skipped by lit.
install_if_possible() {
  local package wanted=()
  for package in "$@"; do
    dpkg-query -W -f='${Status}\n' "${package/-$V-/-*-}" 2>/dev/null |
      grep -q '^install ok installed$' && continue
    if is_known "$package"; then
      wanted+=("$package")
    else
      say "going on without $package"
    fi
  done
  ((${#wanted[@]})) || return 0
  say "installing ${wanted[*]}"
  apt_install "${wanted[@]}" || say "going on without ${wanted[*]}"
}

install_multitool() {
  local target=$BUILD/npm
  [[ ! -d $target/node_modules/${MULTITOOL%@*} ]] || return 0
  command -v npm >/dev/null || install_if_possible npm
  say "installing $MULTITOOL"
  { command -v npm >/dev/null &&
    npm install --prefix "$target" --silent --no-audit --no-fund "$MULTITOOL" >&2; } ||
    say "going on without $MULTITOOL"
}

#--- Building -----------------------------------------------------------------

build() {
  export CC=$LLVM_ROOT/bin/clang CXX=$LLVM_ROOT/bin/clang++
  if [[ ! -f $BUILD/build.ninja ]]; then
    say "configuring ${BUILD#"$ROOT"/}"
    # Clang's headers cost more than our own lines: a dozen files at a time take
    # a third of the time that they take one by one.
    cmake -S "$ROOT" -B "$BUILD" -G Ninja -DLLVM_VERSION="$V" \
      -DCMAKE_UNITY_BUILD=ON -DCMAKE_UNITY_BUILD_BATCH_SIZE=12 >&2
  fi
  say "building with LLVM $V"
  cmake --build "$BUILD" -- ${JOBS:+-j"$JOBS"} >&2
}

#--- Linting ------------------------------------------------------------------

# The compilation database of a directory: its own, or made from its CMake
# project under build/.
database_for() {
  local path=$1
  if [[ -f $path/compile_commands.json ]]; then
    echo "$path"
    return
  fi
  [[ -f $path/CMakeLists.txt ]] ||
    fail "'$path' has neither a compile_commands.json nor a CMakeLists.txt"
  local database
  database=$BUILD/$(basename "$(cd "$path" && pwd)")
  say "making the compilation database of $path"
  cmake -S "$path" -B "$database" -G Ninja \
    -DCMAKE_EXPORT_COMPILE_COMMANDS=ON >&2
  echo "$database"
}

lint() {
  local path=${1%/}
  if [[ -f $path ]]; then
    say "linting $path"
    "$BUILD/bin/cohazard" lint "$@"
    return
  fi
  [[ -d $path ]] || fail "there is no '$path'"
  local database
  database=$(database_for "$path")
  say "linting $path"
  "$BUILD/bin/cohazard" lint -p "$database" "${@:2}"
}

#--- Testing ------------------------------------------------------------------

# LLVM's test runner; packages of different versions keep it in different places.
find_lit() {
  local lit
  for lit in "$LLVM_ROOT"/{bin/lit,build/utils/lit/lit.py,utils/lit/lit.py}; do
    if [[ -f $lit ]]; then
      echo "$lit"
      return
    fi
  done
  fail "no lit in $LLVM_ROOT"
}

#--- The commands -------------------------------------------------------------

case ${1:-} in
build)
  install_packages "${TO_BUILD[@]}"
  build
  ;;
lint)
  (($# > 1)) || fail "lint what? e.g. tool/bootstrap.sh lint test/demo"
  install_packages "${TO_BUILD[@]}" g++ "${BOOST[@]}"
  build
  lint "${@:2}"
  ;;
test)
  install_packages "${TO_BUILD[@]}" "${TO_TEST[@]}" "${BOOST[@]}"
  install_if_possible "${ONE_VERSION[@]}" "${PARTNERS[@]}"
  build
  install_multitool
  say "running the tests"
  python3 "$(find_lit)" -sv "${@:2}" "$BUILD/test"
  ;;
-h | --help | help)
  usage
  ;;
*)
  usage >&2
  exit 2
  ;;
esac
