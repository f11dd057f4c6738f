# Native code that comes as an npm package: only the archive is taken, nothing of it is installed or run by npm.

# fetch_npm PACKAGE VERSION SHA256 FOLDER: unpacks the archive into the folder after checking it.
fetch_npm() {
  local package=$1 version=$2 sum=$3 folder=$4 archive
  mkdir -p "$folder"
  archive=$(cd "$folder" && npm pack "$package@$version" --loglevel=error | tail -n 1)
  echo "$sum  $folder/$archive" | sha256sum --check --quiet -
  tar -xzf "$folder/$archive" -C "$folder" --strip-components=1
  rm "$folder/$archive"
}
