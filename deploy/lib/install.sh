# Sourced by deploy/run.sh and tests/run.sh: installs Debian packages without starting any service of theirs.

# Prints what is missing and how to get it, and ends with exit code 3 when that cannot be done here.
install_packages() { # packages...
  if [ "$(id -u)" -ne 0 ] || ! command -v apt-get >/dev/null; then
    echo "Missing packages. Run as root: apt-get update && apt-get install -y --no-install-recommends $*" >&2
    exit 3
  fi
  echo "Installing: $*"
  # Debian's postgresql would make and start a main cluster: told not to, before it is unpacked.
  if [ ! -e /etc/postgresql-common/createcluster.conf ]; then
    mkdir -p /etc/postgresql-common
    printf 'create_main_cluster = false\nstart_conf = manual\n' > /etc/postgresql-common/createcluster.conf
  fi
  # No package may start a daemon while it is installed (prometheus, mail servers would).
  local policy=/usr/sbin/policy-rc.d ours=
  if [ ! -e "$policy" ]; then
    printf '#!/bin/sh\nexit 101\n' > "$policy" && chmod 755 "$policy" && ours=yes
  fi
  local log; log=$(mktemp)
  if ! { apt-get update && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends "$@"; } > "$log" 2>&1; then
    tail -n 20 "$log" >&2
    rm -f "$log"; [ -z "$ours" ] || rm -f "$policy"
    echo "Cannot install: $*" >&2
    exit 3
  fi
  rm -f "$log"; [ -z "$ours" ] || rm -f "$policy"
}

has_postgres() {
  [ -n "${CAMERAHEALTH_Database__App:-}" ] && return 0
  [ -n "${CAMERAHEALTH_Database__BinFolder:-}" ] && return 0
  command -v initdb >/dev/null && return 0
  ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1
}

# The newest server this Debian offers.
postgres_package() {
  apt-cache search --names-only '^postgresql-[0-9]+$' 2>/dev/null | awk '{print $1}' | sort -t- -k2 -n | tail -n 1 | grep . || echo postgresql-15
}

require_dotnet() {
  if ! command -v dotnet >/dev/null || ! dotnet --list-sdks | grep -q '^10\.'; then
    echo "Missing: .NET SDK 10 (https://dotnet.microsoft.com/download/dotnet/10.0), 'dotnet' on PATH" >&2
    exit 3
  fi
}
