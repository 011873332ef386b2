#!/bin/bash
# In a network namespace of its own: a real RTSP server, and a kernel that drops a share of its RTP packets and counts them.
#   loss_in_namespace.sh PER-MILLE GST_SERVER.py PROBE ARGUMENTS…   TARGET in the arguments becomes the server's address
# Prints the probe's JSON, then "dropped N". Exit 77: this kernel cannot do it.
set -uo pipefail
permille=$1 server=$2; shift 2
ip link set lo up || exit 77
# RTP goes to even ports, reports go to odd ones; small packets are not of the video.
nft -f - <<RULES || exit 77
table inet loss {
  chain input {
    type filter hook input priority 0;
    udp dport & 1 == 0 udp length > 60 numgen random mod 1000 < $permille counter drop
  }
}
RULES
coproc SERVER { exec /usr/bin/python3 "$server"; }
read -r port _ <&"${SERVER[0]}" || exit 1
"${@//TARGET/rtsp://127.0.0.1:$port}"
echo "dropped $(nft list table inet loss | grep -oP 'packets \K[0-9]+')"
kill "$SERVER_PID"
exit 0
