# The local feed, artifacts/feed: a folder of packages that nuget.config adds to the machine's own sources. It holds our
# package of DuckDB's library and nothing else.

FEED=artifacts/feed

# Name of the package, version, function that makes it, and what that needs of the system.
feed_packages() {
  echo "Dataflow.Pipelines.DuckDb.Runtime.linux-x64 $DUCKDB_VERSION make_duckdb_runtime duckdb npm python3"
}

fill_feed() {
  local id version maker script needs key file
  mkdir -p $FEED
  while read -r id version maker script needs; do
    file=${id,,}.$version.nupkg
    key=$(cache_key eng/setup/nupkg.py "eng/setup/$script.sh")
    [[ -e $FEED/$file && -e $FEED/.made/$file.$key ]] && continue
    if ! from_cache "$key" "$file" $FEED; then
      # shellcheck disable=SC2086
      need_packages "$id" $needs
      step "Making $id $version" "$maker" $FEED
      into_cache "$key" "$FEED/$file"
    fi
    mkdir -p $FEED/.made
    touch "$FEED/.made/$file.$key"
  done < <(feed_packages)
}
