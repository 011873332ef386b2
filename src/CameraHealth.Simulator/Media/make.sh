#!/bin/sh
# Makes the demo bitstreams that the simulator serves. Only synthetic pictures (lavfi), so they are free to ship.
# Needs Debian's ffmpeg with libx264 and libx265. Run it in this folder; the results are committed.
# Two seconds at 15 pictures a second, one GOP, no B pictures (cameras rarely use them), Annex B with in-band parameter sets.
# SEI is taken out: the encoders put their whole command line there, and no decoder needs it.
# Frame threads make x264 and x265 differ from run to run, hence one thread.
set -eu
cd "$(dirname "$0")"

noisy="testsrc2=size=640x360:rate=15:duration=2,noise=alls=6:allf=t:all_seed=7"
large="testsrc2=size=1280x720:rate=15:duration=2,noise=alls=3:allf=t:all_seed=7"
quiet="-hide_banner -loglevel error -y"

ffmpeg $quiet -f lavfi -i "$noisy" -pix_fmt yuv420p -c:v libx264 -profile:v high -preset medium -threads 1 \
  -b:v 360k -maxrate 400k -bufsize 400k -bf 0 -g 30 -keyint_min 30 -sc_threshold 0 -x264-params slices=1 \
  -bsf:v "filter_units=remove_types=6" -f h264 h264-640x360.bin

ffmpeg $quiet -f lavfi -i "$noisy" -pix_fmt yuv420p -c:v libx265 -preset medium \
  -b:v 300k -maxrate 340k -bufsize 340k \
  -x265-params "log-level=error:bframes=0:keyint=30:min-keyint=30:scenecut=0:open-gop=0:pools=none:frame-threads=1:info=0:repeat-headers=1" \
  -bsf:v "filter_units=remove_types=39-40" -f hevc h265-640x360.bin

ffmpeg $quiet -f lavfi -i "$large" -pix_fmt yuv420p -c:v libx264 -profile:v high -preset medium -threads 1 \
  -b:v 700k -maxrate 800k -bufsize 800k -bf 0 -g 30 -keyint_min 30 -sc_threshold 0 -x264-params slices=1 \
  -bsf:v "filter_units=remove_types=6" -f h264 h264-1280x720.bin

ls -l ./*.bin
