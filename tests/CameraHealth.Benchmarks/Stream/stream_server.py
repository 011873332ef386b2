#!/usr/bin/python3
"""A real RTSP server (GStreamer) that sends ready-made clips for ever: stream_server.py CLIP.h264 CLIP.h265

Annex B with access unit delimiters, 25 pictures a second. Prints its port when ready, and ends when its standard input closes.
"""
import sys
import threading
import time

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstApp", "1.0")
gi.require_version("GstRtspServer", "1.0")
from gi.repository import GLib, Gst, GstApp, GstRtspServer  # noqa: E402, F401

Gst.init(None)
INTERVAL = Gst.SECOND // 25


def pictures(file, delimiter):
    with open(file, "rb") as clip:
        data = clip.read()
    starts = []
    at = data.find(delimiter)
    while at >= 0:
        starts.append(at)
        at = data.find(delimiter, at + 1)
    return [data[a:b] for a, b in zip(starts, starts[1:] + [len(data)])]


class Clip(GstRtspServer.RTSPMediaFactory):
    def __init__(self, units, codec):
        super().__init__()
        self.units = units
        self.set_launch(
            f"( appsrc name=source is-live=1 format=time caps=video/x-{codec},stream-format=byte-stream,alignment=au,framerate=25/1"
            f" ! {codec}parse ! rtp{codec}pay config-interval=-1 pt=96 name=pay0 )")
        self.set_shared(True)

    def begin(self, media):
        source = media.get_element().get_child_by_name("source")
        threading.Thread(target=self.feed, args=(source,), daemon=True).start()

    def feed(self, source):
        begun = time.monotonic()
        number = 0
        while True:
            wait = begun + number / 25 - time.monotonic()
            if wait > 0:
                time.sleep(wait)
            buffer = Gst.Buffer.new_wrapped(self.units[number % len(self.units)])
            buffer.pts = buffer.dts = number * INTERVAL
            buffer.duration = INTERVAL
            if source.emit("push-buffer", buffer) != Gst.FlowReturn.OK:
                return
            number += 1


server = GstRtspServer.RTSPServer()
server.set_address("127.0.0.1")
server.set_service("0")
server.set_backlog(256)
for path, file, delimiter, codec in (("/h264", sys.argv[1], b"\0\0\0\1\x09", "h264"), ("/h265", sys.argv[2], b"\0\0\0\1\x46\x01", "h265")):
    factory = Clip(pictures(file, delimiter), codec)
    factory.connect("media-configure", lambda factory, media: factory.begin(media))
    server.get_mount_points().add_factory(path, factory)
server.attach(None)
print(server.get_bound_port(), flush=True)
loop = GLib.MainLoop()


def wait_for_end():
    sys.stdin.read()
    loop.quit()


threading.Thread(target=wait_for_end, daemon=True).start()
loop.run()
