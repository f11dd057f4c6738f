# The first step of every verb. A second run only checks, silently.

setup() {
  check_dotnet
}
