# What every verb does first. The second time it only looks, and says nothing.

setup() {
  check_dotnet
}
