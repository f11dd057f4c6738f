SOLUTION=Dataflow.Pipelines.sln
CONFIGURATION=Release

# build_quietly WHAT PROJECT [arguments]
build_quietly() {
  local text=$1
  shift
  # The flag keeps a build that is already up to date from printing anything but its time.
  step "$text" dotnet build "$@" -c $CONFIGURATION -nologo -v quiet -clp:NoSummary
}

verb_build() { build_quietly "Building everything" $SOLUTION "$@"; }
