#!/usr/bin/python3
"""A real RTSP server (GStreamer) for tests; the mounts are below.

Listens on loopback four times: for everybody, behind Digest (user "viewer", password "right"), with TLS (a certificate made
at start by openssl), and on IPv6. Prints the four ports when ready, and ends when its standard input closes.
"""
import os
import subprocess
import sys
import tempfile
import threading

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtsp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import Gio, GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

Gst.init(None)

SIZE = "video/x-raw,format=I420,width=640,height=360,framerate=25/1 ! "
SOURCE = "videotestsrc is-live=1 pattern=ball ! " + SIZE
NOISE = "videotestsrc is-live=1 pattern=snow ! " + SIZE
X264 = "x264enc tune=zerolatency speed-preset=ultrafast bitrate=800 "
H264 = X264 + "key-int-max=50 ! rtph264pay config-interval=-1 pt=96 "
H265 = "x265enc tune=zerolatency speed-preset=ultrafast bitrate=600 key-int-max=50 ! h265parse ! rtph265pay config-interval=-1 pt=96 "
MOUNTS = {
    "/h264": SOURCE + H264 + "name=pay0",
    "/h265": SOURCE + H265 + "name=pay0",
    "/mjpeg": SOURCE + "jpegenc ! rtpjpegpay name=pay0 pt=26",
    # Ten seconds between keyframes.
    "/long-gop": SOURCE + X264 + "key-int-max=250 ! rtph264pay config-interval=-1 pt=96 name=pay0",
    "/b-frames": SOURCE + "x264enc speed-preset=ultrafast bframes=2 b-adapt=0 rc-lookahead=0 sync-lookahead=0 threads=1 bitrate=800 key-int-max=50"
                          " ! video/x-h264,profile=main ! rtph264pay config-interval=-1 pt=96 name=pay0",
    # Never an IDR picture after the first: the picture is refreshed in stripes.
    "/intra-refresh": SOURCE + X264 + "intra-refresh=1 key-int-max=50 ! rtph264pay config-interval=-1 pt=96 name=pay0",
    "/with-audio": SOURCE + H264 + "name=pay0 audiotestsrc is-live=1 ! audio/x-raw,rate=8000,channels=1 ! alawenc ! rtppcmapay name=pay1 pt=8",
    # Real gaps: the payloader's packets are dropped behind it.
    "/loss": SOURCE + X264 + "key-int-max=50 ! rtph264pay config-interval=-1 mtu=500 pt=96 ! identity drop-probability=0.05 name=pay0",
    # Some 2,500 small packets a second.
    "/many-packets": NOISE + "x264enc tune=zerolatency speed-preset=ultrafast bitrate=3500 vbv-buf-capacity=200 key-int-max=50"
                             " ! rtph264pay config-interval=-1 mtu=200 pt=96 name=pay0",
    "/udp-only": SOURCE + H264 + "name=pay0",
    "/tcp-only": SOURCE + H264 + "name=pay0",
}
PROTOCOLS = {"/udp-only": GstRtsp.RTSPLowerTrans.UDP, "/tcp-only": GstRtsp.RTSPLowerTrans.TCP}


def digest():
    auth = GstRtspServer.RTSPAuth()
    auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.add_digest("viewer", "right", token)
    return auth


def tls():
    with tempfile.TemporaryDirectory() as folder:
        key, certificate = os.path.join(folder, "key.pem"), os.path.join(folder, "certificate.pem")
        subprocess.run(
            ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes", "-days", "30",
             "-subj", "/CN=camera", "-keyout", key, "-out", certificate], check=True, capture_output=True)
        auth = GstRtspServer.RTSPAuth()
        auth.set_tls_certificate(Gio.TlsCertificate.new_from_files(certificate, key))
    token = GstRtspServer.RTSPToken()
    token.set_string("media.factory.role", "viewer")
    auth.set_default_token(token)
    return auth


def start(auth, address="127.0.0.1"):
    server = GstRtspServer.RTSPServer()
    server.set_address(address)
    server.set_service("0")
    permissions = GstRtspServer.RTSPPermissions()
    permissions.add_permission_for_role("viewer", "media.factory.access", True)
    permissions.add_permission_for_role("viewer", "media.factory.construct", True)
    for path, launch in MOUNTS.items():
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch("( " + launch + " )")
        factory.set_shared(True)
        if path in PROTOCOLS:
            factory.set_protocols(PROTOCOLS[path])
        if auth:
            factory.set_permissions(permissions)
        server.get_mount_points().add_factory(path, factory)
    if auth:
        server.set_auth(auth)
    if server.attach(None) == 0:
        sys.exit("cannot listen")
    return server


loop = GLib.MainLoop()
servers = [start(None), start(digest()), start(tls()), start(None, "::1")]
print(*(server.get_bound_port() for server in servers), flush=True)


def wait_for_end():
    sys.stdin.read()
    loop.quit()


threading.Thread(target=wait_for_end, daemon=True).start()
loop.run()
