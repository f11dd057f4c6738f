PACKAGES=artifacts/packages

verb_pack() {
  verb_build
  pack_quietly
  ls -1 $PACKAGES >&2
}

pack_quietly() { step "Packing into $PACKAGES" pack_all; }

# With the packages of the local feed beside ours, a stranger restores from this folder and the usual source.
pack_all() {
  rm -rf $PACKAGES
  mkdir -p $PACKAGES
  dotnet pack $SOLUTION -c $CONFIGURATION --no-build -nologo -v quiet
  cp $FEED/dataflow.pipelines.duckdb.runtime.*.nupkg $PACKAGES
}
