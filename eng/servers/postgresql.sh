#!/usr/bin/env bash
# postgresql.sh FOLDER: a PostgreSQL server for tests and measurements, in a new folder, on a spare port of the loopback
# interface. Prints its port when it is ready, and again after each 'start'. Reads commands: 'stop' ends the server as a
# power failure would, 'start' starts it again on the same port. At the end of its input it ends the server and itself:
# a test program that dies leaves no server.
set -euo pipefail

FOLDER=$(realpath -m "$1")
SECONDS_TO_START=60

fail() {
  echo "postgresql.sh: $*" >&2
  exit 1
}

BIN=$(ls -d /usr/lib/postgresql/*/bin 2> /dev/null | sort -V | tail -n 1) || true
if [[ -z $BIN || ! -x $BIN/postgres ]]; then
  BIN=$(dirname "$(command -v postgres 2> /dev/null)" 2> /dev/null) || true
  [[ -n $BIN && -x $BIN/postgres ]] || fail "there is no PostgreSQL server here; install it (Debian: apt-get install postgresql)."
fi

# The server refuses to run as root.
AS=()
if [[ $(id -u) -eq 0 ]]; then
  id postgres > /dev/null 2>&1 || fail "PostgreSQL does not run as root, and there is no user 'postgres'."
  AS=(setpriv --reuid=postgres --regid=postgres --clear-groups --)
fi

mkdir -p "$FOLDER"
[[ ${#AS[@]} -eq 0 ]] || chown postgres "$FOLDER"
cd "$FOLDER"
echo "${PGPASSWORD:-dataflow}" > password
[[ ${#AS[@]} -eq 0 ]] || chown postgres password
"${AS[@]}" "$BIN/initdb" -D "$FOLDER/data" -U dataflow -A scram-sha-256 --pwfile="$FOLDER/password" -E UTF8 --locale=C -N > initdb.log 2>&1 || fail "initdb has failed: $(tail -n 3 initdb.log)"
rm password

PORT=
PID=

launch() {
  # The server is the child of this script: it is ended with it.
  "${AS[@]}" "$BIN/postgres" -D "$FOLDER/data" -p "$PORT" -c listen_addresses=127.0.0.1 -c unix_socket_directories= \
    -c shared_buffers=32MB -c max_connections=60 -c max_prepared_transactions=20 -c autovacuum=off >> "$FOLDER/server.log" 2>&1 < /dev/null &
  PID=$!
  local deadline=$((SECONDS + SECONDS_TO_START))
  until "$BIN/pg_isready" -q -h 127.0.0.1 -p "$PORT"; do
    kill -0 "$PID" 2> /dev/null || return 1
    [[ $SECONDS -lt $deadline ]] || return 1
    sleep 0.05
  done
  # Another server may have answered on the port.
  kill -0 "$PID" 2> /dev/null
}

end() {
  [[ -n $PID ]] || return 0
  # SIGQUIT: the processes of the server end at once, nothing is flushed.
  kill -QUIT "$PID" 2> /dev/null || true
  wait "$PID" 2> /dev/null || true
  PID=
}
trap end EXIT

# The port may still be taken for a moment: by what is left of this server, or by one of another test that looks for its own.
restart() {
  for _ in 1 2 3 4 5 6 7 8; do
    launch && return
    end
    sleep 0.5
  done
  fail "the server does not start again on port $PORT: $(tail -n 3 "$FOLDER/server.log")"
}

for _ in 1 2 3 4 5 6 7 8; do
  PORT=$((20000 + RANDOM % 12000))
  launch && break
  end
  PORT=
done
[[ -n $PORT ]] || fail "the server does not start: $(tail -n 3 "$FOLDER/server.log")"
echo "$PORT"

while read -r command; do
  case $command in
    stop) end && echo stopped ;;
    start) restart; echo "$PORT" ;;
    *) fail "'$command' is no command; there are 'stop' and 'start'." ;;
  esac
done
