# The native library of DuckDB as a package of ours, from the archive that DuckDB's own Node binding ships.

DUCKDB_VERSION=1.5.6
DUCKDB_NPM=(@duckdb/node-bindings-linux-x64 1.5.6-r.1 1b9f82478539bb9a1d1df44bd103121a12ae52142c07158dc52b97d2ec1d69ff)

make_duckdb_runtime() {
  local feed=$1 work
  work=$(mktemp -d)
  # shellcheck disable=SC2064
  trap "rm -rf '$work'" EXIT
  fetch_npm "${DUCKDB_NPM[@]}" "$work"
  python3 eng/setup/nupkg.py "$feed" Dataflow.Pipelines.DuckDb.Runtime.linux-x64 $DUCKDB_VERSION MIT "DuckDB contributors" \
    "The native library of DuckDB $DUCKDB_VERSION for linux-x64 (glibc), unchanged." \
    runtimes/linux-x64/native/libduckdb.so="$work/libduckdb.so" LICENSE="$work/LICENSE"
}
