# What every verb does first. The second time it only looks, and says nothing.

setup() {
  check_platform
  check_dotnet
  mkdir -p artifacts
  # Two verbs started at once in one clone: the second waits and then finds the work done.
  exec 9> artifacts/.setup.lock
  flock 9
  fill_feed
  exec 9>&-
}
