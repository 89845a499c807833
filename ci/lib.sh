# What the scripts of ci/ share; each begins with:  . "$(dirname "$0")/lib.sh"
# Then the working folder is the repository, and `part NAME COMMAND…` runs one part of a longer run.
# shellcheck shell=bash
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

# So that a clone in another folder finds what this one compiled, unless ccache is told otherwise already.
if [ -z "$(ccache --get-config base_dir 2>/dev/null)" ]; then
  export CCACHE_BASEDIR=$PWD CCACHE_NOHASHDIR=${CCACHE_NOHASHDIR-1}
fi

jobs=$(nproc)
parts=()
passed=0
failed=0
skipped=0

# takes_nothing "$@" ends a script that was given an argument.
takes_nothing() {
  if [ $# -gt 0 ]; then die "\`$1\` is not known: ci/$(basename "$0") takes no arguments"; fi
}

say() { printf '%s: %s\n' "ci/$(basename "$0")" "$*"; }
die() { say "$*" >&2; exit 1; }

# part NAME COMMAND… runs the command and keeps its result for `finish`. An exit code of 77 means that the
# command had nothing to judge and said why. Returns 0 where it passed, so that what needs it can ask.
part() {
  local name=$1 begun=$SECONDS code=0
  shift
  printf '\n===== %s\n' "$name"
  "$@" || code=$?
  local took=$((SECONDS - begun))
  case $code in
    0) passed=$((passed + 1)); parts+=("$(printf 'passed   %-28s %5d s' "$name" "$took")") ;;
    77) skipped=$((skipped + 1)); parts+=("$(printf 'SKIPPED  %-28s see above for the reason' "$name")") ;;
    *) failed=$((failed + 1)); parts+=("$(printf 'FAILED   %-28s %5d s, exit code %d' "$name" "$took" "$code")") ;;
  esac
  return "$code"
}

# not_run NAME WHY counts a part that could not begin as failed.
not_run() {
  failed=$((failed + 1))
  parts+=("$(printf 'FAILED   %-28s not run: %s' "$1" "$2")")
}

# Prints a line for each part and the closing line; ends the script.
finish() {
  printf '\n'
  printf '%s\n' "${parts[@]}"
  if [ "$skipped" -gt 0 ]; then printf '%d skipped\n' "$skipped"; fi
  printf '%d passed, %d failed\n' "$passed" "$failed"
  if [ "$failed" -gt 0 ]; then exit 1; fi
  exit 0
}

configure() { cmake --preset "$1" -Wno-dev | tail -n 3; }

# build PRESET [TARGET…] configures and builds; everything where no target is named.
build() {
  local preset=$1
  shift
  configure "$preset" && ninja -C "build/$preset" -j "$jobs" "$@"
}
