#!/usr/bin/env bash
# The entry point of all verbs: ./build.sh help
set -euo pipefail

ROOT=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
cd "$ROOT"
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 TESTINGPLATFORM_TELEMETRY_OPTOUT=1

for part in eng/shell/*.sh eng/setup/*.sh eng/verbs/*.sh; do
  # shellcheck source=/dev/null
  source "$part"
done

verb=${1:-help}
[[ $# -gt 0 ]] && shift
case $verb in
  -h | --help) verb=help ;;
esac
if ! declare -F "verb_$verb" > /dev/null; then
  wrong_usage "'$verb' is no verb of build.sh. It knows: $(verbs). See ./build.sh help."
fi
[[ $verb == help || $verb == clean ]] || setup
"verb_$verb" "$@"
