PACKAGES=artifacts/packages

verb_pack() {
  pack_quietly
  ls -1 $PACKAGES >&2
}

# pack_quietly [arguments]: NoBuild=true packs what is built.
pack_quietly() {
  rm -rf $PACKAGES
  mkdir -p $PACKAGES
  build_quietly "Packing into $PACKAGES" eng/Packages.proj -t:Pack "$@"
}
