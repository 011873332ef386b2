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

# Snapshots: a street in a few shots of its own noise each, the same from a camera that was turned, a black one and a card.
# The street: sky, hills, five houses with windows, a road with a kerb and markings, four trees, two cars. Wider than the picture, so that a turned camera sees another part of it.
street="gradients=size=960x420:c0=0x9fc3e6:c1=0xdfe9f0:x0=0:y0=0:x1=0:y1=180:nb_colors=2:duration=1:rate=1:speed=0.00001"
boxes="drawbox=0:150:960:60:0x6f8f6a:fill,drawbox=0:210:960:210:0x77756f:fill,drawbox=0:206:960:8:0xb9b4a8:fill"
for i in 0 1 2 3 4 5 6 7 8 9; do boxes="$boxes,drawbox=$((i*104+20)):286:52:6:0xe8e6da:fill"; done
house() { # x y w h wall roof
  boxes="$boxes,drawbox=$1:$2:$3:$4:$5:fill,drawbox=$(($1-6)):$(($2-12)):$(($3+12)):14:$6:fill"
  r=0; while [ $r -lt 3 ]; do c=0; while [ $c -lt 4 ]; do boxes="$boxes,drawbox=$(($1+10+c*$3/4)):$(($2+14+r*$4/3)):$(($3/4-16)):$(($4/3-20)):0x2f3d4f:fill"; c=$((c+1)); done; r=$((r+1)); done
}
house 60 84 120 124 0xc8a06a 0x7a3a2c
house 226 60 150 148 0xd9d2c4 0x50525c
house 430 96 130 112 0xa9623f 0x3f3430
house 610 70 140 138 0xb8bfc6 0x6b4a3a
house 800 100 120 108 0xcfc08a 0x445044
for x in 200 395 580 775; do boxes="$boxes,drawbox=$((x+8)):170:6:42:0x4a3a2a:fill,drawbox=$x:130:24:24:0x3f6b35:fill,drawbox=$((x-6)):142:36:26:0x2f5a2c:fill"; done
boxes="$boxes,drawbox=330:250:70:26:0x9a1f1f:fill,drawbox=344:238:40:14:0x22303c:fill,drawbox=340:272:12:10:0x151515:fill,drawbox=380:272:12:10:0x151515:fill,drawbox=690:240:60:24:0x1f4f9a:fill,drawbox=702:230:34:12:0x22303c:fill"
# Through a lens, and hung a little askew: nothing in a real picture lies along its rows.
soft="gblur=sigma=0.7,lenscorrection=k1=-0.12:k2=0.01:i=bilinear,rotate=1.8*PI/180:bilinear=1"
shot() { # name crop-x seed
  ffmpeg $quiet -f lavfi -i "$street" -vf "format=yuv444p,$boxes,$soft,crop=640:360:$2:30,noise=alls=5:allf=t:all_seed=$3" -frames:v 1 -pix_fmt yuvj420p -q:v 4 -bitexact -f image2 "$1"
}
for n in 1 2 3; do shot snapshot-day-$n.jpg 120 $n; shot snapshot-moved-$n.jpg 180 1$n; done
ffmpeg $quiet -f lavfi -i "color=c=black:size=640x360:duration=1:rate=1" -vf "noise=alls=3:allf=t:all_seed=21" \
  -frames:v 1 -pix_fmt yuvj420p -q:v 4 -bitexact -f image2 snapshot-black.jpg
ffmpeg $quiet -f lavfi -i "color=c=0x1020a0:size=640x360:duration=1:rate=1" -vf "drawbox=150:160:340:40:0xe0e0e0:fill,drawbox=170:172:300:16:0x1020a0:fill" -frames:v 1 -pix_fmt yuvj420p -q:v 4 -bitexact -f image2 snapshot-no-signal.jpg
ls -l ./*.bin ./*.jpg
