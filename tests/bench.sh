#!/usr/bin/env bash
# Measurements, each printed beside its goal or its peer. Without arguments: all of them (about an hour); else one, with its options.
#   tests/bench.sh fleet --devices 200 --minutes 10 --hanging 5
#   tests/bench.sh kpis --devices 10000 --intervals 200
set -euo pipefail
root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
. "$root/deploy/lib/install.sh"

require_dotnet
has_postgres || install_packages "$(postgres_package)"
dotnet build "$root/tests/CameraHealth.Benchmarks" -c Release -v quiet -nologo --disable-build-servers -p:UseSharedCompilation=false
program="$root/tests/CameraHealth.Benchmarks/bin/Release/net10.0/CameraHealth.Benchmarks"
if [ $# -gt 0 ]; then exec "$program" "$@"; fi
"$program" kpis
exec "$program" fleet
