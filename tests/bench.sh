#!/usr/bin/env bash
# Measurements, each printed beside its goal or its peer. Without arguments: all of them (about an hour); else one, with its options.
#   tests/bench.sh fleet --devices 200 --minutes 10 --hanging 5
#   tests/bench.sh kpis --devices 10000 --intervals 200
#   tests/bench.sh stream --runs 11
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/deploy/lib/install.sh"

require_dotnet
has_postgres || install_packages "$(postgres_package)"
missing=''
command -v ffprobe >/dev/null || missing="$missing ffmpeg"
{ command -v gst-launch-1.0 && /usr/bin/python3 -c 'import gi; gi.require_version("GstRtspServer", "1.0"); from gi.repository import GstRtspServer'; } >/dev/null 2>&1 \
  || missing="$missing python3-gi gir1.2-gst-rtsp-server-1.0 gir1.2-gst-plugins-base-1.0 gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-rtsp gstreamer1.0-tools"
[ -z "$missing" ] || install_packages $missing
dotnet build "$root/tests/CameraHealth.Benchmarks" -c Release -v quiet -nologo --disable-build-servers -p:UseSharedCompilation=false
program="$root/tests/CameraHealth.Benchmarks/bin/Release/net10.0/CameraHealth.Benchmarks"
if [ $# -gt 0 ]; then exec "$program" "$@"; fi
"$program" kpis
"$program" stream
exec "$program" fleet
