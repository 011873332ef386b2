#!/usr/bin/env bash
# Starts CameraHealth for the main job on this machine: installs what is missing, builds, serves in the foreground.
# On a fresh data folder it also starts the demo fleet (dữ liệu minh họa). SIGTERM or Ctrl-C stops all of it.
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/deploy/lib/install.sh"

usage() {
  cat <<'TXT'
deploy/run.sh [--data DIR] [--urls URL] [--no-demo]
  --data DIR   data folder (private PostgreSQL, keys); default /var/lib/camerahealth for root, else $XDG_STATE_HOME/camerahealth
  --urls URL   listen address; default http://127.0.0.1:8080
  --no-demo    start without the demo fleet
TXT
}

data='' urls=http://127.0.0.1:8080 demo=yes
while [ $# -gt 0 ]; do
  case $1 in
    --data) data=${2:?--data needs a folder}; shift 2 ;;
    --urls) urls=${2:?--urls needs an address}; shift 2 ;;
    --no-demo) demo=no; shift ;;
    -h|--help) usage; exit 0 ;;
    *) echo "unknown option: $1" >&2; usage >&2; exit 2 ;;
  esac
done
if [ -z "$data" ]; then
  if [ "$(id -u)" -eq 0 ]; then data=/var/lib/camerahealth; else data=${XDG_STATE_HOME:-$HOME/.local/state}/camerahealth; fi
fi
case $data in /*) ;; *) data=$PWD/$data ;; esac

require_dotnet
packages=''
has_postgres || packages=$(postgres_package)
command -v curl >/dev/null || packages="$packages curl"
[ -z "$packages" ] || install_packages $packages

echo 'Building (Release)…'
build() { dotnet build "$1" -c Release -v quiet -nologo --disable-build-servers -p:UseSharedCompilation=false; }
build "$root/src/CameraHealth" || exit 3
[ "$demo" = no ] || build "$root/src/CameraHealth.Simulator" || exit 3
program="$root/src/CameraHealth/bin/Release/net10.0/camerahealth"
simulator="$root/src/CameraHealth.Simulator/bin/Release/net10.0/camerahealth-simulator"

# The demo belongs to a fleet that is empty or was the demo before; a register of real devices is left alone.
marker="$data/demo-fleet"
if [ "$demo" = yes ] && [ ! -e "$marker" ] && [ -e "$data" ]; then
  listed=$(mktemp -d)
  if "$program" fleet export "$listed/fleet.csv" --data "$data" >/dev/null && [ "$(wc -l < "$listed/fleet.csv")" -gt 1 ]; then demo=no; fi
  rm -rf "$listed"
fi

server='' fake=''
stop() {
  trap '' TERM INT
  [ -z "$server" ] || kill -TERM "$server" 2>/dev/null || true
  [ -z "$server" ] || wait "$server" 2>/dev/null || true
  [ -z "$fake" ] || kill -TERM "$fake" 2>/dev/null || true
  [ -z "$fake" ] || wait "$fake" 2>/dev/null || true
}
trap 'stop; exit 0' TERM INT

scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
if [ "$demo" = yes ]; then
  "$simulator" --scenario "$root/deploy/demo/con-dao.json" --fleet-csv "$scratch/fleet.csv" --starter $$ > "$scratch/simulator.log" 2>&1 &
  fake=$!
  for _ in $(seq 100); do
    grep -q '^ready' "$scratch/simulator.log" && break
    kill -0 "$fake" 2>/dev/null || { cat "$scratch/simulator.log" >&2; exit 3; }
    sleep 0.1
  done
  # The demo's devices are on loopback addresses, which are no camera network otherwise.
  export CAMERAHEALTH_CameraNetworks__AllowLoopback=true
fi

"$program" serve --data "$data" --urls "$urls" &
server=$!
first=${urls%%;*}
for _ in $(seq 1200); do
  curl -fsS -o /dev/null "$first/readyz" 2>/dev/null && break
  kill -0 "$server" 2>/dev/null || { wait "$server" && code=$? || code=$?; server=''; stop; exit "$code"; }
  sleep 0.1
done
curl -fsS -o /dev/null "$first/readyz" || { echo "not ready after 2 minutes: $first/readyz" >&2; stop; exit 3; }

if [ "$demo" = yes ] && [ ! -e "$marker" ]; then
  "$program" fleet import "$scratch/fleet.csv" --data "$data" || { stop; exit 3; }
  echo 'dữ liệu minh họa' > "$marker"
fi
echo "CameraHealth: $first/   (Ctrl-C: stop)"
[ "$demo" = no ] || echo "Demo fleet, dữ liệu minh họa: $(grep '^ready' "$scratch/simulator.log")"

wait "$server" && code=$? || code=$?
server=''
stop
exit "$code"
