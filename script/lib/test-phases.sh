# The phases of script/test and how they count. Needs common.sh, changed.sh and postgresql.sh.
#
#   phase "unit tests" run_unit      runs the function, times it, prints one line; what it adds with `count` is summed
#   summary                          the last line, `N passed, N failed, N skipped`; fails when anything did
#
# A phase never stops the run: what breaks is counted as failed and the next phase starts.
#
#   ahead "api on postgresql" command...   starts what `counted` of that name then waits for and counts
#   build_ahead 19 asan "dev baton"        builds presets, or targets of them, in the background, at this niceness; `built`
#                                          waits for it
# shellcheck shell=bash

LOGS=$ROOT/.cache/test
PASSED=0 FAILED=0 SKIPPED=0
SUMMARY=()
BATON=$ROOT/build/dev/src/baton # what the API's and the end-to-end tests start
declare -A AHEAD=()
BUILDER=

count() {
  PASSED=$((PASSED + $1))
  FAILED=$((FAILED + $2))
  SKIPPED=$((SKIPPED + ${3:-0}))
}

phase() {
  local name=$1 run=$2 started=$EPOCHREALTIME before=("$PASSED" "$FAILED" "$SKIPPED") line
  say "== $name"
  "$run" || count 0 1
  line=$(printf '%-24s %5d passed %4d failed %4d skipped %7.1f s' "$name" $((PASSED - before[0])) \
    $((FAILED - before[1])) $((SKIPPED - before[2])) "$(seconds_since "$started")")
  say "$line"
  SUMMARY+=("$line")
}

seconds_since() { awk -v a="$1" -v b="$EPOCHREALTIME" 'BEGIN { printf "%.1f", b - a }'; }

log_of() { printf '%s' "$LOGS/${1//[^a-z0-9]/-}.log"; }

ahead() {
  local name=$1
  shift
  "$@" >"$(log_of "$name")" 2>&1 &
  AHEAD[$name]=$!
}

# The step that builds a preset finds everything made, or says once more what is wrong: nothing is counted here. In a
# process group of its own, so that all of it ends with the run; not in a session of its own, which the kernel would give half
# of the machine whatever its niceness (autogroup).
build_ahead() {
  local nice=$1
  shift
  set -m
  # shellcheck disable=SC2016
  nice -n "$nice" bash -c 'source script/lib/common.sh; for what in "$@"; do build_cpp $what || true; done' \
    build_ahead "$@" >"$LOGS/build-ahead-${1%% *}.log" 2>&1 &
  BUILDER=$!
  set +m
}

built() {
  [[ -z $BUILDER ]] || wait "$BUILDER" || true
  BUILDER=
}

# What still runs when the script is ended.
stop_ahead() {
  local process
  for process in "${AHEAD[@]}"; do kill "$process" 2>/dev/null || true; done
  [[ -z $BUILDER ]] || kill -- "-$BUILDER" 2>/dev/null || kill "$BUILDER" 2>/dev/null || true
}

# step "what" command...: one passed or one failed; the output is shown only when it failed.
step() {
  local name=$1 log
  shift
  log=$(log_of "$name")
  if "$@" >"$log" 2>&1; then
    count 1 0
  else
    count 0 1
    say "FAILED: $name"
    tail -n 100 "$log" >&2
  fi
}

# counted "what" command...: a program that ends with `N passed, N failed` and perhaps `, N skipped`. One that was
# started `ahead` under this name is waited for.
counted() {
  local name=$1 log status=0 line
  shift
  log=$(log_of "$name")
  if [[ -n ${AHEAD[$name]:-} ]]; then
    wait "${AHEAD[$name]}" || status=$?
    unset "AHEAD[$name]"
  else
    "$@" >"$log" 2>&1 || status=$?
  fi
  line=$(grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$log" | tail -n1 || true)
  if [[ ! $line =~ ^([0-9]+)\ passed,\ ([0-9]+)\ failed(,\ ([0-9]+)\ skipped)?$ ]]; then
    count 0 1
    say "FAILED: $name ended with status $status and counted nothing"
    tail -n 100 "$log" >&2
    return
  fi
  local passed=${BASH_REMATCH[1]} failed=${BASH_REMATCH[2]} skipped=${BASH_REMATCH[4]:-0}
  if [[ $status -ne 0 && $failed -eq 0 ]]; then
    failed=1
    say "FAILED: $name ended with status $status"
  fi
  count "$passed" "$failed" "$skipped"
  if [[ $failed -gt 0 ]]; then tail -n 100 "$log" >&2; else grep '^SKIPPED: ' "$log" >&2 || true; fi
}

run_format() { step "format" script/format --check; }

run_scripts() {
  local files
  mapfile -t files < <(grep -lE '^#!/usr/bin/env bash' script/* .ci/* 2>/dev/null)
  step "shell scripts" shellcheck "${files[@]}" script/lib/*.sh
}

run_checks() {
  local check
  for check in test/check/*.mjs; do
    counted "check $(basename "$check" .mjs)" node "$check"
  done
}

run_web() {
  step "web packages" install_web
  step "web types" npm --prefix web run --silent check
  run_web_unit
  step "web build" build_web
}

run_web_unit() {
  install_web >/dev/null || return 1
  rm -f "$LOGS/web.json"
  (cd web && npm run --silent test -- --reporter=default --reporter=json --outputFile.json="$LOGS/web.json") \
    >"$LOGS/web-unit.log" 2>&1 || tail -n 100 "$LOGS/web-unit.log" >&2
  counted "web unit tests" node script/lib/count-tests.mjs vitest "$LOGS/web.json"
}

# unit PRESET: builds it and runs every test program. CTest says which programs failed, GoogleTest how many tests.
unit() {
  local preset=$1 results=$LOGS/$1
  rm -rf "$results"
  mkdir -p "$results"
  step "build $preset" build_cpp "$preset"
  [[ -f build/$preset/CTestTestfile.cmake ]] || return 1
  GTEST_OUTPUT="xml:$results/" ctest --test-dir "build/$preset" --parallel "$(nproc)" --output-on-failure \
    --timeout 1800 --output-junit "$results.xml" >"$LOGS/$preset-unit.log" 2>&1 || tail -n 200 "$LOGS/$preset-unit.log" >&2
  counted "unit tests $preset" node script/lib/count-tests.mjs gtest "$results.xml" "$results"
}

run_unit() {
  built
  unit dev
}

run_server_sanitized() {
  BATON=$ROOT/build/asan/src/baton
  # Of what a server has freed as much is kept in sight as of one request, and what it never frees is not looked for when it is
  # killed: the unit tests look for that.
  export ASAN_OPTIONS=detect_leaks=0:quarantine_size_mb=16
  built
  step "build asan server" build_cpp asan baton
}

# What changed by GCC, which builds what users get: `script/test --quick` and `script/server` build all of it.
run_gcc() { step "gcc on what changed" build_changed; }

build_changed() {
  local files
  mapfile -t files < <(changed_files)
  files=("${files[@]/#/$ROOT/}")
  [[ ${#files[@]} -eq 0 ]] || build_cpp tidy "${files[@]/%/^}"
}

run_unit_sanitized() {
  unset ASAN_OPTIONS
  built
  unit asan
}

run_api() {
  install_web >/dev/null || return 1 # the scenarios check answers with a package of web/
  [[ -x $BATON ]] || { say "there is no $BATON"; return 1; }
  counted "api on sqlite" node test/api/run.mjs "$BATON"
}

# Before run_api, so that the two run side by side: each waits for its own servers most of the time.
start_api_postgresql() {
  [[ -x $BATON && -n ${BATON_TEST_POSTGRESQL:-} ]] || return 0
  install_web >/dev/null || return 0
  ahead "api on postgresql" node test/api/run.mjs "$BATON" --postgresql "$BATON_TEST_POSTGRESQL"
}

run_api_postgresql() {
  [[ -x $BATON && -n ${BATON_TEST_POSTGRESQL:-} ]] || { say "there is no $BATON or no PostgreSQL"; return 1; }
  counted "api on postgresql" node test/api/run.mjs "$BATON" --postgresql "$BATON_TEST_POSTGRESQL"
}

run_e2e() {
  [[ -x $BATON && -f web/dist/index.html ]] || { say "there is no $BATON or no web/dist"; return 1; }
  counted "end to end" node test/e2e/run.mjs "$BATON"
}

# Ten seconds a fuzzer, as many at a time as there are cores, from the seeds in fuzz/seed/<its name>/ where there are
# some. What crashes one is left in .cache/test/fuzz.
run_fuzz() {
  local fuzzers fuzzer name running=0
  step "build fuzz" build_cpp fuzz
  mapfile -t fuzzers < <(find build/fuzz/fuzz -maxdepth 1 -type f -executable 2>/dev/null | sort)
  [[ ${#fuzzers[@]} -gt 0 ]] || { say "there is no fuzzer"; return 1; }
  for fuzzer in "${fuzzers[@]}"; do
    if ((running++ >= $(nproc))); then wait -n; fi
    fuzz "$fuzzer" &
  done
  wait
  for fuzzer in "${fuzzers[@]}"; do
    name=$(basename "$fuzzer")
    step "fuzz $name" fuzzed "$LOGS/fuzz/$name"
  done
}

fuzz() {
  local name status=0 seeds=()
  name=$(basename "$1")
  mkdir -p "$LOGS/fuzz/$name"
  [[ -d fuzz/seed/$name ]] && seeds=("fuzz/seed/$name")
  "$1" -max_total_time=10 -max_len=4096 -timeout=10 -rss_limit_mb=2048 -verbosity=0 -print_final_stats=1 \
    -artifact_prefix="$LOGS/fuzz/$name-" "$LOGS/fuzz/$name" "${seeds[@]}" >"$LOGS/fuzz/$name.log" 2>&1 || status=$?
  echo "ended with status $status" >>"$LOGS/fuzz/$name.log"
}

fuzzed() {
  cat "$1.log"
  [[ $(tail -n1 "$1.log") == "ended with status 0" ]]
}

run_tidy() { step "clang-tidy" script/tidy; }

run_tidy_all() { step "clang-tidy" script/tidy all; }

# Called as `summary`, last: CI reads the last line.
summary() {
  if [[ ${#SUMMARY[@]} -gt 0 ]]; then
    say
    say "$(printf '%s\n' "${SUMMARY[@]}")"
  fi
  printf '%d passed, %d failed, %d skipped\n' "$PASSED" "$FAILED" "$SKIPPED"
  [[ $FAILED -eq 0 && $PASSED -gt 0 ]]
}
