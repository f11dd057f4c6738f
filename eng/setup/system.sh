# System packages: missing ones are installed when a verb needs them.

# Prints the Debian packages for the failed probes below.
missing_packages() {
  local need
  for need in "$@"; do
    case $need in
      # Any version of ICU serves; the one package whose name has no version in it is the -dev one.
      libicu-dev) grep -q 'libicuuc\.so' <<< "$(PATH=$PATH:/sbin:/usr/sbin ldconfig -p)" || echo "$need" ;;
      postgresql) compgen -G '/usr/lib/postgresql/*/bin/postgres' > /dev/null || command -v postgres > /dev/null || echo "$need" ;;
      *) fail "eng/setup/system.sh does not know how to look for '$need'." ;;
    esac
  done
}

# need_packages FOR_WHAT NAME...
need_packages() {
  local purpose=$1 missing as_root=()
  shift
  missing=$(missing_packages "$@" | tr '\n' ' ')
  [[ -z $missing ]] && return
  command -v apt-get > /dev/null ||
    fail "$purpose needs ${missing% }, and there is no apt-get here to install them. Install them by hand and run this again."
  if [[ $(id -u) -ne 0 ]]; then
    command -v sudo > /dev/null ||
      fail "$purpose needs ${missing% }, and this is neither root nor is there sudo. Run as root: apt-get install ${missing% }"
    as_root=(sudo)
  fi
  # shellcheck disable=SC2086
  step "Installing system packages for $purpose: ${missing% }" install_packages "${as_root[*]}" $missing
}

install_packages() {
  local as_root=$1
  shift
  export DEBIAN_FRONTEND=noninteractive
  # A machine with package lists needs no update, a fresh container does.
  # shellcheck disable=SC2086
  $as_root apt-get install -y --no-install-recommends "$@" && return
  # shellcheck disable=SC2086
  { $as_root apt-get update && $as_root apt-get install -y --no-install-recommends "$@"; }
}
