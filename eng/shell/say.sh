# Messages go to the error stream: the output stream belongs to what a verb prints (the demo's JSON, the test counts).

say() { printf '%s\n' "$*" >&2; }

fail() {
  say "error: $*"
  exit 1
}

# Wrong arguments: exit code 2, so that nobody takes them for a failed test or a missed target.
wrong_usage() {
  say "error: $*"
  exit 2
}

# step TEXT COMMAND...: runs the command in a shell of its own, says what is done and how long it took; the command's own
# output is shown only when it fails.
step() {
  local text=$1 started=$SECONDS log
  shift
  log=$(mktemp)
  printf '==> %s ... ' "$text" >&2
  # In a shell of its own, with -e: an error inside a function that is tested by "if" would otherwise be passed over.
  set +e
  # Without the lock of setup (9): a compiler server that outlives the command would keep it. Without input: a list
  # that the caller reads is not the command's.
  (set -e; "$@") > "$log" 2>&1 9>&- < /dev/null
  local status=$?
  set -e
  if [[ $status -ne 0 ]]; then
    say "failed after $((SECONDS - started)) s"
    cat "$log" >&2
    rm -f "$log"
    fail "'$text' failed with exit code $status; the reason stands above."
  fi
  rm -f "$log"
  say "$((SECONDS - started)) s"
}
