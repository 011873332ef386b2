#!/usr/bin/env bash
# Installs what the tests need, builds, runs all tests; the last line is "N passed, N failed" from real counts.
set -uo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/deploy/lib/install.sh"

soak=no filter=''
while [ $# -gt 0 ]; do
  case $1 in
    --soak) soak=yes; shift ;;
    --filter) filter=${2:?--filter needs a part of a class name}; shift 2 ;;
    -h|--help) echo 'tests/run.sh [--soak] [--filter PART-OF-CLASS-NAME]   --soak: the long numbers too'; exit 0 ;;
    *) echo "unknown option: $1" >&2; exit 2 ;;
  esac
done

require_dotnet
packages=''
need() { packages="$packages $*"; }
has_postgres || need "$(postgres_package)"
command -v curl >/dev/null || need curl
command -v ffprobe >/dev/null || need ffmpeg
command -v cvlc >/dev/null || need vlc-bin vlc-plugin-base
command -v nft >/dev/null || need nftables
command -v openssl >/dev/null || need openssl
command -v promtool >/dev/null || need prometheus
command -v chromium >/dev/null || need chromium fonts-dejavu-core
{ command -v node && command -v npm; } >/dev/null || need nodejs npm
[ -x /usr/bin/python3 ] && /usr/bin/python3 -c 'import gi; gi.require_version("GstRtspServer", "1.0"); from gi.repository import GstRtspServer' 2>/dev/null \
  && gst-inspect-1.0 x264enc >/dev/null 2>&1 && gst-inspect-1.0 x265enc >/dev/null 2>&1 \
  || need python3-gi gir1.2-gst-rtsp-server-1.0 gstreamer1.0-plugins-base gstreamer1.0-plugins-good gstreamer1.0-plugins-bad \
          gstreamer1.0-plugins-ugly gstreamer1.0-rtsp gstreamer1.0-tools glib-networking
[ -z "$packages" ] || install_packages $packages

echo 'Building (Release)…'
cd "$root" || exit 3
if ! dotnet build CameraHealth.sln -c Release -v quiet -nologo --disable-build-servers -p:UseSharedCompilation=false; then
  echo '0 passed, 1 failed'
  exit 1
fi

passed=0 failed=0 skipped=0
run() { # project
  local log; log=$(mktemp)
  local arguments=()
  [ "$soak" = no ] || arguments+=(-explicit on)
  [ -z "$filter" ] || arguments+=(-class "*$filter*")
  echo "── $1"
  "tests/$1/bin/Release/net10.0/$1" -noLogo "${arguments[@]}" 2>&1 | tee "$log" | grep -vE '^\s*(Discover|Start|Finish)(ing|ed)' || true
  local summary; summary=$(grep -E 'Total: [0-9]+, Errors: [0-9]+' "$log" | tail -n 1)
  if [ -z "$summary" ]; then
    # A runner that died tells nothing: that is a failure, not zero tests.
    grep -q 'No tests matched' "$log" || { echo "$1 ended without a summary"; failed=$((failed + 1)); }
  else
    value() { echo "$summary" | sed -E "s/.*$1: ([0-9]+).*/\1/"; }
    local total errors bad left
    total=$(value Total) errors=$(value Errors) bad=$(value Failed) left=$(( $(value Skipped) + $(value 'Not Run') ))
    passed=$((passed + total - bad - left)) failed=$((failed + bad + errors)) skipped=$((skipped + $(value Skipped)))
  fi
  rm -f "$log"
}
run CameraHealth.Tests
run CameraHealth.IntegrationTests
run CameraHealth.BrowserTests

[ "$passed" -gt 0 ] || failed=$((failed + 1))
if [ "$skipped" -gt 0 ]; then echo "$passed passed, $failed failed, $skipped skipped"; else echo "$passed passed, $failed failed"; fi
[ "$failed" -eq 0 ]
