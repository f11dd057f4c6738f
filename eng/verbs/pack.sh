PACKAGES=artifacts/packages

verb_pack() {
  verb_build
  pack_quietly
  ls -1 $PACKAGES >&2
}

pack_quietly() { step "Packing into $PACKAGES" pack_all; }

pack_all() {
  rm -rf $PACKAGES
  mkdir -p $PACKAGES
  dotnet pack $SOLUTION -c $CONFIGURATION --no-build -nologo -v quiet
}
