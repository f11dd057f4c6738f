RESULTS=artifacts/test-results

# Each test project is a program; its counts are read from the report that it writes. A program that ends
# without a report (a crash, a timeout) counts as one failure.
verb_test() {
  local long=false names=() project name chosen=()
  while [[ $# -gt 0 ]]; do
    case $1 in
      --long) long=true ;;
      -*) wrong_usage "'$1' is no argument of test. It knows --long and parts of project names." ;;
      *) names+=("$1") ;;
    esac
    shift
  done

  for project in tests/*/*.csproj; do
    name=$(basename "$project" .csproj)
    if matches "$name" "${names[@]}"; then chosen+=("$name"); fi
  done
  [[ ${#chosen[@]} -gt 0 ]] || wrong_usage "no test project's name contains ${names[*]}. There are: $(ls tests | tr '\n' ' ')"

  # A server for the run stores; its package starts one too, which nothing uses.
  if matches Dataflow.Pipelines.Control.Tests "${names[@]}"; then need_packages "the tests of the run store" postgresql; fi

  verb_build
  # Some tests restore the packages like a user's project.
  pack_quietly -p:NoBuild=true
  rm -rf $RESULTS
  mkdir -p $RESULTS
  for name in "${chosen[@]}"; do
    run_tests "$name" $long
  done
  sum_up "${chosen[@]}"
}

matches() {
  local name=$1 part
  shift
  [[ $# -eq 0 ]] && return
  for part in "$@"; do
    [[ ${name,,} == *${part,,}* ]] && return
  done
  return 1
}

run_tests() {
  local name=$1 long=$2 status=0 limit=14m arguments=()
  if $long; then
    limit=74m
  else
    # Long tests carry [Trait("size", "long")].
    arguments+=(--filter-not-trait size=long)
  fi
  say "==> $name"
  # 8: there was no test to run; the sum decides whether that is an error.
  "tests/$name/bin/$CONFIGURATION/net10.0/$name" --no-progress --timeout "$limit" --ignore-exit-code 8 \
    --results-directory "$ROOT/$RESULTS" --report-xunit --report-xunit-filename "$name.xml" "${arguments[@]}" || status=$?
  echo $status > "$RESULTS/$name.exit"
}

# Adds the reports up, names the failures and prints the counts alone on the last line.
sum_up() {
  local name status counts p f s passed=0 failed=0 skipped=0
  echo
  for name in "$@"; do
    status=$(< "$RESULTS/$name.exit")
    if ! counts=$(counts_of "$RESULTS/$name.xml"); then
      echo "$name: no report, exit code $status"
      failed=$((failed + 1))
      continue
    fi
    read -r p f s <<< "$counts"
    if [[ $status -ne 0 && $f -eq 0 ]]; then
      echo "$name: exit code $status although no test failed"
      f=1
    fi
    echo "$name: $p passed, $f failed, $s skipped"
    failures_of "$RESULTS/$name.xml"
    passed=$((passed + p)) failed=$((failed + f)) skipped=$((skipped + s))
  done
  [[ $((passed + failed)) -gt 0 ]] || echo "No test ran."
  echo "$passed passed, $failed failed, $skipped skipped"
  [[ $failed -eq 0 && $passed -gt 0 ]]
}

# Prints "passed failed skipped" of an xunit report; errors outside of tests (a fixture, a clean-up) are failures.
counts_of() {
  [[ -s $1 ]] || return 1
  grep -o '<assembly [^>]*>' "$1" | awk '
    function count(key,  found) { return match($0, " " key "=\"[0-9]+\"") ? substr($0, RSTART + length(key) + 3, RLENGTH - length(key) - 4) : 0 }
    { passed += count("passed"); failed += count("failed") + count("errors"); skipped += count("skipped") }
    END { print passed + 0, failed + 0, skipped + 0 }'
}

failures_of() {
  grep -o '<test [^>]*result="Fail"[^>]*>' "$1" | sed -n 's/.* name="\([^"]*\)".*/  failed: \1/p' || true
}
