verbs() { declare -F | sed -n 's/^declare -f verb_//p' | tr '\n' ' ' | sed 's/ $//'; }

verb_help() {
  cat <<'HELP'
usage: ./build.sh <verb> [arguments]

Every verb first installs the system packages that are missing and says so. Plain "dotnet build" works too.

  setup                      only that
  build                      builds everything (Release)
  test [--long] [NAME...]    builds, runs the tests (of the projects whose names contain NAME);
                             the last line is "N passed, N failed, N skipped"
  demo [arguments]           runs the sample: broker, load generator and pipeline; "demo --help" lists its arguments
  bench NAME [arguments]     runs a benchmark and compares it with its targets; without a name it lists them
  nexmark [arguments]        runs the Nexmark queries and compares their results with DuckDB's
  pack                       makes the NuGet packages in artifacts/packages
  format [--check]           formats the code, or fails where it is not formatted
  clean                      removes build output and artifacts
  help                       this

Exit codes: 0 done, 1 failed (a test, or a target of a benchmark, which prints each), 2 wrong arguments.
HELP
}

# setup runs before every verb: this verb has nothing to add.
verb_setup() { say "Set up."; }
