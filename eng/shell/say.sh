# Messages go to the error stream: the output stream belongs to what a verb prints (the demo's JSON, the test counts).

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

# Wrong arguments: exit code 2, so that they differ from a failed test or a missed target.
wrong_usage() {
  say "error: $*"
  exit 2
}

# step TEXT COMMAND...: runs the command in a subshell, prints the step and its duration; the command's
# output is shown only when it fails.
step() {
  local text=$1 started=$SECONDS log
  shift
  log=$(mktemp)
  printf '==> %s ... ' "$text" >&2
  # In a subshell with -e: an error inside a function that is tested by "if" would otherwise be ignored.
  set +e
  # Without the lock of setup (9): a compiler server that outlives the command would hold it. Without input: a list
  # that the caller reads is not the command's.
  (set -e; "$@") > "$log" 2>&1 9>&- < /dev/null
  local status=$?
  set -e
  if [[ $status -ne 0 ]]; then
    say "failed after $((SECONDS - started)) s"
    cat "$log" >&2
    rm -f "$log"
    fail "'$text' failed with exit code $status; see the reason above."
  fi
  rm -f "$log"
  say "$((SECONDS - started)) s"
}
