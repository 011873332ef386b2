#!/usr/bin/env bash
# Measurements, each printed beside its goal or its peer. Without arguments: all of them (about two hours); else one, with its options.
#   tests/bench.sh fleet --devices 200 --minutes 10 --hanging 5
#   tests/bench.sh kpis --devices 10000 --intervals 200
#   tests/bench.sh ingest --rows 14400000
#   tests/bench.sh stream --runs 11
#   tests/bench.sh pictures [--half tuning]    the labelled set of pictures; fetches Debian packages with free photographs, and commits none
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/deploy/lib/install.sh"

# Unpacks the packages with the photographs of the labelled set, each into a folder of its name; nothing is installed.
unpack_photographs() { # folder
  local package
  mkdir -p "$1"
  for package in lomiri-wallpapers-16.04 lomiri-wallpapers-20.04 mate-backgrounds plasma-workspace-wallpapers python3-skimage \
    opencv-doc tuxpaint-data palapeli-data python3-sklearn golang-github-disintegration-imaging-dev lxqt-themes; do
    [ -d "$1/$package" ] && continue
    (cd "$1" && apt-get download "$package" >/dev/null 2>&1) || { echo "Cannot download $package. Run as root: apt-get update" >&2; exit 3; }
    dpkg-deb -x "$1/$package"_*.deb "$1/$package.part" && mv "$1/$package.part" "$1/$package" && rm "$1/$package"_*.deb
  done
  echo "Licences of the photographs: $1/*/usr/share/doc/*/copyright"
}

require_postgres() {
  has_postgres || install_packages "$(postgres_package)"
}

require_streams() {
  local missing=''
  command -v ffprobe >/dev/null || missing="$missing ffmpeg"
  { command -v gst-launch-1.0 && /usr/bin/python3 -c 'import gi; gi.require_version("GstRtspServer", "1.0"); from gi.repository import GstRtspServer'; } >/dev/null 2>&1 \
    || missing="$missing python3-gi gir1.2-gst-rtsp-server-1.0 gir1.2-gst-plugins-base-1.0 gstreamer1.0-plugins-good gstreamer1.0-plugins-bad gstreamer1.0-rtsp gstreamer1.0-tools"
  [ -z "$missing" ] || install_packages $missing
}

photographs=${XDG_CACHE_HOME:-${HOME:-/tmp}/.cache}/camerahealth/photographs
require_dotnet
case ${1:-all} in
  pictures) unpack_photographs "$photographs" ;;
  stream*) require_streams ;;
  all) require_postgres; require_streams; unpack_photographs "$photographs" ;;
  *) require_postgres ;;
esac
dotnet build "$root/tests/CameraHealth.Benchmarks" -c Release -v quiet -nologo --disable-build-servers -p:UseSharedCompilation=false
program="$root/tests/CameraHealth.Benchmarks/bin/Release/net10.0/CameraHealth.Benchmarks"
case ${1:-all} in
  pictures) shift; exec "$program" pictures --photographs "$photographs" "$@" ;;
  all) ;;
  *) exec "$program" "$@" ;;
esac
"$program" pictures --photographs "$photographs"
"$program" kpis
"$program" ingest
"$program" stream
exec "$program" fleet
