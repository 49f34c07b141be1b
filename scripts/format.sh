#!/usr/bin/env bash
# Holds every C++ file against .clang-format and names those that differ; --fix rewrites them.
set -euo pipefail
cd "$(dirname "$0")/.."
mapfile -t files < <(git ls-files --cached --others --exclude-standard '*.cpp' '*.h')
if [ "${1:-}" = --fix ]; then
  clang-format -i "${files[@]}"
  exit
fi
wrong=$(clang-format --dry-run "${files[@]}" 2>&1 | sed -n 's/^\([^:]*\):.*-Wclang-format-violations.*/\1/p' | sort -u)
[ -z "$wrong" ] && exit 0
echo "Chưa theo .clang-format (chạy scripts/format.sh --fix) / not formatted:" >&2
echo "$wrong" >&2
exit 1
