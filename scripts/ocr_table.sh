#!/usr/bin/env bash
# The reading table that ./check prints: error rates by profile over the pages of ../shared where it
# stands beside the project, and what becomes of each of its containers.
#   scripts/ocr_table.sh BIN_DIR
set -euo pipefail
cd "$(dirname "$0")/.."
sohoa=$1/sohoa
shared=../shared/data/ocr
[ -d "$shared" ] || { echo "(no ../shared: the table over its 22 pages is left out)"; exit 0; }
work=$(mktemp -d); trap 'rm -rf "$work"' EXIT

began=$(date +%s%N)
for page in "$shared"/pages/*; do
  name=$(basename "${page%.*}")
  "$sohoa" ocr "$page" --jobs 1 --text "$work/$name.txt" --progress none || echo "failed: $name"
done
echo "22 pages, one process each, $(( ($(date +%s%N) - began) / 22000000 )) ms wall a page"
python3 "$shared/score.py" "$shared/manifest.tsv" "$work" | tee "$work/table"

printf '\n%-24s %4s  %s\n' container exit answer
for file in "$shared"/containers/*; do
  case "$file" in *.zip) continue ;; esac
  set +e
  answer=$("$sohoa" ocr "$file" --jobs 2 --text /dev/null --progress bar --lang en 2>&1 >/dev/null | tr '\r' '\n' | grep -v '^.\[K' | tail -1)
  "$sohoa" ocr "$file" --text /dev/null --progress none >/dev/null 2>&1; code=$?
  set -e
  printf '%-24s %4d  %.100s\n' "$(basename "$file")" "$code" "$answer"
done

# Bars of the reading (docs/performance.md): a change that loses them fails here.
awk '$1 == "TOTAL" { if ($4 > 3.0 || $5 > 1.5) { print "reading is below its bar: CER " $4 " fCER " $5; exit 1 } }
     $1 == "blank" { if ($NF > 0) { print "characters on blank pages: " $NF; exit 1 } }' "$work/table"
