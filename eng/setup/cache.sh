# Packages that were made once are kept outside the clone, each beside its checksum: a second clone copies them.

cache_folder() { echo "${XDG_CACHE_HOME:-$HOME/.cache}/dataflow-pipelines"; }

# cache_key SCRIPT...: what the scripts say decides what they make, and the system whose libraries are linked.
cache_key() { { cat "$@"; sed -n '/^\(ID\|VERSION_ID\)=/p' /etc/os-release; } | sha256sum | cut -c1-12; }

# from_cache KEY FILE TARGET_FOLDER: true if the cache has the file, whole, and it is copied.
from_cache() {
  local folder
  folder=$(cache_folder)/$1
  [[ -e $folder/$2 && -e $folder/$2.sha256 ]] || return 1
  if ! (cd "$folder" && sha256sum --check --status "$2.sha256"); then
    say "$folder/$2 does not match its checksum: it is made again."
    return 1
  fi
  install -D -m 644 "$folder/$2" "$3/$2"
}

# into_cache KEY FILE: the rename comes last, so that no reader sees half a file. A cache that cannot be written only
# costs the next clone its time.
into_cache() {
  local folder name
  folder=$(cache_folder)/$1
  name=$(basename "$2")
  if ! mkdir -p "$folder" || [[ ! -w $folder ]]; then
    say "$folder cannot be written: $name is not kept for other clones."
    return
  fi
  cp "$2" "$folder/.$name.$$"
  mv "$folder/.$name.$$" "$folder/$name"
  (cd "$folder" && sha256sum "$name" > ".$name.sha256.$$" && mv ".$name.sha256.$$" "$name.sha256")
}
