# Programs of the repository. Set-up and build write to the error stream: the output stream is reserved for the program.

verb_demo() {
  local folder=samples/StreamingDataCleaning/Demo name=StreamingDataCleaning.Demo
  build_quietly "Building the demo" "$folder/$name.csproj"
  exec "$folder/bin/$CONFIGURATION/net10.0/$name" "$@"
}

# Exit codes of a benchmark: 0 all targets met, 1 one missed or the run failed, 2 wrong arguments.
verb_bench() {
  local name=${1:-} project
  [[ -n $name ]] || wrong_usage "bench needs a name: $(benchmarks)"
  shift
  # kafka-to-parquet is in benchmarks/KafkaToParquet.
  project=$(sed -E 's/(^|-)([a-z])/\U\2/g' <<< "$name")
  [[ -e benchmarks/$project/Program.cs ]] || wrong_usage "there is no benchmark '$name'. There are: $(benchmarks)"
  build_quietly "Building the benchmark" "benchmarks/$project/$project.csproj"
  exec "benchmarks/$project/bin/$CONFIGURATION/net10.0/$project" "$@"
}

verb_nexmark() { verb_bench nexmark "$@"; }

# The other folders are shared code.
benchmarks() { ls benchmarks/*/Program.cs | cut -d/ -f2 | sed -E 's/([a-z0-9])([A-Z])/\1-\2/g' | tr '[:upper:]' '[:lower:]' | tr '\n' ' '; }
