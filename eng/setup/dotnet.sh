# The SDK is the only requirement that is not installed automatically.

check_dotnet() {
  command -v dotnet > /dev/null ||
    fail "there is no 'dotnet' on the PATH. Install the .NET SDK that global.json names ($(wanted_sdk) or later in its line) and run this again."
  dotnet --version > /dev/null 2>&1 ||
    fail "no installed .NET SDK fits global.json, which requires $(wanted_sdk) or later in its line. Installed: $(dotnet --list-sdks | cut -d' ' -f1 | tr '\n' ' ')"
  # Programs find the runtime by this variable where the SDK is in an unusual place.
  export DOTNET_ROOT=${DOTNET_ROOT:-$(dotnet --list-runtimes | sed -n 's/^Microsoft\.NETCore\.App .*\[\(.*\)\/shared\/.*\]$/\1/p' | tail -n 1)}
  # Text is normalised and compared by ICU; without it .NET programs stop at their start.
  [[ ${DOTNET_SYSTEM_GLOBALIZATION_INVARIANT:-} == 1 ]] || need_packages ".NET" libicu-dev
}

wanted_sdk() { sed -n 's/.*"version": *"\([^"]*\)".*/\1/p' global.json; }
