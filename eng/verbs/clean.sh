verb_clean() {
  local folder
  for folder in src generators tests samples benchmarks; do
    find "$folder" -type d \( -name bin -o -name obj \) -prune -exec rm -rf {} +
  done
  rm -rf artifacts
  say "Removed build output and artifacts."
}
