SOLUTION=Dataflow.Pipelines.sln
CONFIGURATION=Release

# build_quietly WHAT PROJECT [arguments]
build_quietly() {
  local text=$1
  shift
  # "dotnet build" would print each error twice: its summary cannot be disabled.
  step "$text" dotnet msbuild "$@" -restore -p:Configuration=$CONFIGURATION -nologo -v:quiet -clp:NoSummary
}

verb_build() { build_quietly "Building everything" $SOLUTION "$@"; }
