#!/usr/bin/env bash
# Median and 95th percentile of the length of our files and functions, in lines, with the longest.
# Functions are found by universal-ctags, which must be there.
set -euo pipefail
cd "$(dirname "$0")/.."
ctags --version 2>/dev/null | grep -q Universal || { echo "universal-ctags is missing" >&2; exit 69; }
mapfile -t files < <(git ls-files --cached --others --exclude-standard 'src/**.h' 'src/**.cpp' \
  'ocr/**.h' 'ocr/**.cpp' 'storage/**.h' 'storage/**.cpp' 'signing/**.h' 'signing/**.cpp')

# Lines of "LENGTH NAME" in, one line of figures out.
summary() {
  sort -n | awk -v what="$1" '{ length_of[NR] = $1; name = $2 } END {
    if (NR == 0) exit 1
    printf "%-9s %5d  median %3d  95%% %3d  longest %3d  %s\n", what, NR,
           length_of[int((NR + 1) / 2)], length_of[int(NR * 0.95 + 0.999)], length_of[NR], name }'
}

wc -l "${files[@]}" | grep -v ' total$' | awk '{ print $1, $2 }' | summary files
ctags --languages=C++ --kinds-C++=f --fields=+ne --output-format=json -f - "${files[@]}" |
  python3 -c '
import json, sys
for line in sys.stdin:
    tag = json.loads(line)
    if "end" in tag:
        print(tag["end"] - tag["line"] + 1, tag["path"] + ":" + str(tag["line"]) + ":" + tag["name"])
' | summary functions
