#!/usr/bin/env bash
# Builds the libFuzzer targets with clang and runs each for SECONDS from its seeds (default 60). A
# crash fails the script; the input that caused it is kept and named.
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-60}
kept=build/fuzz/found

cmake --preset fuzz >build-fuzz.log 2>&1 || { cat build-fuzz.log >&2; exit 70; }
rm -f build-fuzz.log
mapfile -t targets < <(find tests/fuzz -maxdepth 1 -name 'fuzz_*.cpp' -printf '%f\n' | sed 's/\.cpp$//' | sort)
cmake --build --preset fuzz -j "${FUZZ_JOBS:-2}" --target "${targets[@]}" |
  { grep -Ev '^\[[0-9]+/[0-9]+\] (Building|Linking)' || true; }

mkdir -p "$kept"
failed=0
for target in "${targets[@]}"; do
  name=${target#fuzz_}
  corpus=build/fuzz/corpus/$name
  mkdir -p "$corpus"
  log=$kept/$name.log
  if build/fuzz/bin/"$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=2048 \
      -artifact_prefix="$kept/$name-" "$corpus" "tests/fuzz/seeds/$name" >"$log" 2>&1; then
    echo "$target: $(grep -E 'Done [0-9]+ runs' "$log" | tail -1)"
  else
    failed=1
    grep -E 'ERROR|SUMMARY|Test unit written' "$log" >&2 || tail -5 "$log" >&2
    echo "$target: hỏng; dữ liệu gây lỗi / failed; reproducer: $(find "$kept" -name "$name-*" -newer "$corpus" | sort | tr '\n' ' ') (nhật ký / log: $log)" >&2
  fi
done
exit "$failed"
