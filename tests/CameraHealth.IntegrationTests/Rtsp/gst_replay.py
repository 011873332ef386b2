#!/usr/bin/python3
"""A real ONVIF replay server (GStreamer's) for tests; the mounts are below.

Listens on loopback, prints its port when ready, and ends when its standard input closes. Its footage is a test picture for any time that is
asked for, so that the time of the first picture is the time asked for, shifted by the mount's ntp-offset.
"""
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtspServer  # noqa: E402

Gst.init(None)

SOURCE = "videotestsrc pattern=ball ! video/x-raw,format=I420,width=640,height=360,framerate=25/1 ! "
X264 = "x264enc tune=zerolatency speed-preset=ultrafast bitrate=600 key-int-max=50 ! rtph264pay config-interval=-1 pt=96 ! "
X265 = "x265enc tune=zerolatency speed-preset=ultrafast bitrate=500 key-int-max=50 ! h265parse ! rtph265pay config-interval=-1 pt=96 ! "
JPEG = "jpegenc quality=80 ! rtpjpegpay pt=26 ! "


def stamp(shift):
    return "rtponviftimestamp name=pay0 set-e-bit=true set-t-bit=true ntp-offset=%d" % (shift * 1000000000)


MOUNTS = {
    "/h264": SOURCE + X264 + stamp(0),
    "/h265": SOURCE + X265 + stamp(0),
    "/mjpeg": SOURCE + JPEG + stamp(0),
    # The footage begins half a minute after the time that is asked for, or two hours before it.
    "/late": SOURCE + X264 + stamp(30),
    "/long-ago": SOURCE + X264 + stamp(-7200),
}


def main():
    server = GstRtspServer.RTSPOnvifServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    mounts = server.get_mount_points()
    for path, launch in MOUNTS.items():
        factory = GstRtspServer.RTSPOnvifMediaFactory()
        factory.set_launch("( " + launch + " )")
        factory.set_replay_support(True)
        factory.set_media_gtype(GstRtspServer.RTSPOnvifMedia)
        mounts.add_factory(path, factory)
    live = GstRtspServer.RTSPOnvifMediaFactory()
    live.set_launch("( videotestsrc is-live=1 ! video/x-raw,format=I420,width=320,height=240,framerate=25/1 ! " + X264 + "identity name=pay0 )")
    live.set_media_gtype(GstRtspServer.RTSPOnvifMedia)
    mounts.add_factory("/live", live)
    server.attach(None)
    print(server.get_bound_port(), flush=True)
    loop = GLib.MainLoop()
    threading.Thread(target=lambda: (sys.stdin.read(), loop.quit()), daemon=True).start()
    loop.run()


main()
