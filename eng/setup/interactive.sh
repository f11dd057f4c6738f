# Microsoft.FASTER.Core declares this package and uses nothing of it: where it is not served, an empty one lets restore
# finish.

INTERACTIVE_VERSION=6.0.1

make_interactive_async() {
  python3 eng/setup/nupkg.py "$1" System.Interactive.Async $INTERACTIVE_VERSION MIT "Dataflow.Pipelines contributors" \
    "Empty stand-in: satisfies a dependency that is declared but not used." lib/netstandard2.0/_._=
}
