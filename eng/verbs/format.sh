verb_format() {
  case ${1:-} in
    '') step "Formatting" dotnet format $SOLUTION ;;
    --check) step "Checking the format (./build.sh format fixes it)" dotnet format $SOLUTION --verify-no-changes ;;
    *) wrong_usage "'$1' is no argument of format. It knows --check." ;;
  esac
}
