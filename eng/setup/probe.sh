# Which packages does the usual source of this machine lack? Asked once by a restore without the local feed, and
# remembered in artifacts/feed/lacking.

# probe_source ANSWER_FILE ID@VERSION...: writes the ids that are not served.
probe_source() {
  local answer=$1 work package output status=0
  shift
  work=$(mktemp -d)
  {
    echo '<Project Sdk="Microsoft.NET.Sdk"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup>'
    for package in "$@"; do
      echo "<PackageReference Include=\"${package%@*}\" Version=\"[${package#*@}]\" />"
    done
    echo '</ItemGroup></Project>'
  } > "$work/probe.csproj"
  # An empty package folder: what an earlier local feed left in the machine's own would be taken for an answer.
  output=$(cd "$work" && NUGET_PACKAGES=$work/packages DOTNET_CLI_UI_LANGUAGE=en dotnet restore --verbosity quiet 2>&1) || status=$?
  rm -rf "$work"
  # NU1101: no such package. NU1102: not in this version. Anything else is no answer.
  sed -n 's/.*error NU110[12]: Unable to find package \([^ ]*\)\( with version.*\|\. .*\)$/\1/p' <<< "$output" | sort -u > "$answer.partial"
  if [[ $status -ne 0 && ! -s $answer.partial ]]; then
    rm -f "$answer.partial"
    printf '%s\n' "$output"
    echo "The package source of this machine gave no answer (see 'dotnet nuget list source')."
    return 1
  fi
  mv "$answer.partial" "$answer"
}
