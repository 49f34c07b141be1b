#!/usr/bin/env bash
# clang-tidy (14) over our sources. Fails on the families that .clang-tidy names as errors; the rest
# is advice and is not shown. `scripts/tidy.sh` looks at every file, `scripts/tidy.sh REVISION` at
# those that differ from the revision, `scripts/tidy.sh FILE…` at these.
set -euo pipefail
cd "$(dirname "$0")/.."
commands=build/release
[ -f "$commands/compile_commands.json" ] || cmake --preset release >/dev/null

list_sources() {
  if [ $# -eq 0 ]; then
    git ls-files --cached --others --exclude-standard 'src/**.cpp' 'ocr/**.cpp' 'storage/**.cpp' 'signing/**.cpp'
  elif [ -f "$1" ]; then
    printf '%s\n' "$@"
  else
    git diff --name-only --diff-filter=d "$1" -- 'src/**.cpp' 'ocr/**.cpp' 'storage/**.cpp' 'signing/**.cpp'
  fi
}

# Only what is an error in .clang-tidy: advice is for the editor, not for a gate.
errors=$(sed -n "s/^WarningsAsErrors: '\(.*\)'/\1/p" .clang-tidy)
checks="-*,$errors,-bugprone-easily-swappable-parameters,-performance-inefficient-string-concatenation"
if list_sources "$@" | xargs -r -P "${TIDY_JOBS:-2}" -n 4 \
    clang-tidy-14 --quiet -p "$commands" --checks="$checks" \
      --extra-arg=-Wno-unknown-warning-option 2>/dev/null; then
  echo "clang-tidy: không có lỗi / no findings"
else
  echo "clang-tidy: xem các dòng 'error:' ở trên / see the lines 'error:' above" >&2
  exit 1
fi
