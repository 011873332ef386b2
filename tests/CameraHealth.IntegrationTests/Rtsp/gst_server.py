#!/usr/bin/python3
"""A real RTSP server (GStreamer) for tests: /h264, /h265, /mjpeg, and /loss with dropped packets.

Listens twice on loopback, once for everybody and once behind Digest (user "viewer", password "right").
Prints both ports when ready, and ends when its standard input closes.
"""
import sys
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

Gst.init(None)

SOURCE = "videotestsrc is-live=1 pattern=ball ! video/x-raw,format=I420,width=640,height=360,framerate=25/1 ! "
H264 = "x264enc tune=zerolatency speed-preset=ultrafast bitrate=800 key-int-max=50 ! rtph264pay config-interval=-1 "
H265 = "x265enc tune=zerolatency speed-preset=ultrafast bitrate=600 key-int-max=50 ! h265parse ! rtph265pay config-interval=-1 "
MOUNTS = {
    "/h264": SOURCE + H264 + "name=pay0 pt=96",
    "/h265": SOURCE + H265 + "name=pay0 pt=96",
    "/mjpeg": SOURCE + "jpegenc ! rtpjpegpay name=pay0 pt=26",
    "/loss": SOURCE + H264 + "mtu=500 pt=96 ! identity drop-probability=0.05 name=pay0",
}


def digest():
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_digest("viewer", "right", token)
    return auth


def start(auth):
    server = GstRtspServer.RTSPServer()
    server.set_address("127.0.0.1")
    server.set_service("0")
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    for path, launch in MOUNTS.items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch("( " + launch + " )")
        factory.set_shared(True)
        if auth:
            factory.set_permissions(permissions)
        server.get_mount_points().add_factory(path, factory)
    if auth:
        server.set_auth(auth)
    if server.attach(None) == 0:
        sys.exit("cannot listen")
    return server


loop = GLib.MainLoop()
servers = [start(None), start(digest())]
print(*(server.get_bound_port() for server in servers), flush=True)


def wait_for_end():
    sys.stdin.read()
    loop.quit()


threading.Thread(target=wait_for_end, daemon=True).start()
loop.run()
