"""A camera that nobody here wrote: GStreamer's RTSP server, looping clips made by this fleet.

Run by gstreamer.ts with the system's python3. Settings come as JSON on stdin (a password must not stand in `ps`):
{"host", "port", "auth": "none"|"digest", "username", "password",
 "streams": [{"path", "file" (H.264, Annex B, one slice a picture), "fps", "audio": "pcma"|"pcmu"|null}]}
Prints `ready` when it listens.
"""

import json
import math
import re
import struct
import sys

import gi

gi.require_version("Gst", "1.0")
gi.require_version("GstRtspServer", "1.0")
gi.require_version("GstRtsp", "1.0")
from gi.repository import GLib, Gst, GstRtsp, GstRtspServer  # noqa: E402

Gst.init(None)

SOUND_RATE = 8000
SOUND_PACKET_MS = 20
SAMPLES = SOUND_RATE * SOUND_PACKET_MS // 1000
# 240 ms tone, 240 ms silence.
PACKETS_PER_HALF = 12


def access_units(path):
    """Splits an elementary stream behind each slice: parameter sets belong to the slice after them."""
    with open(path, "rb") as file:
        data = file.read()
    starts = [match.start() for match in re.finditer(b"\x00\x00\x01", data)] + [len(data)]
    units = []
    pending = b""
    for start, end in zip(starts, starts[1:]):
        nal = data[start + 3 : end].rstrip(b"\x00") if end < len(data) else data[start + 3 : end]
        pending += b"\x00\x00\x00\x01" + nal
        if nal[0] & 31 in (1, 5):
            units.append(pending)
            pending = b""
    return units


class Stream:
    """One mount point; its loop starts with its first client and is not in step with the wall clock."""

    def __init__(self, settings):
        self.fps = settings["fps"]
        self.audio = settings.get("audio")
        self.memories = [Gst.Buffer.new_wrapped(unit).get_memory(0) for unit in access_units(settings["file"])]
        self.tone = [
            struct.pack(
                "<%dh" % SAMPLES,
                *[
                    int(9000 * math.sin(2 * math.pi * 440 * (k * SAMPLES + i) / SOUND_RATE))
                    for i in range(SAMPLES)
                ],
            )
            for k in range(PACKETS_PER_HALF)
        ]

    def pipeline(self):
        video = (
            "appsrc name=video is-live=true format=time max-bytes=300000 "
            'caps="video/x-h264,stream-format=byte-stream,alignment=au,framerate=%d/1" '
            "! queue ! h264parse ! rtph264pay name=pay0 pt=96 mtu=1400 config-interval=-1" % self.fps
        )
        if not self.audio:
            return "( %s )" % video
        # Not audiotestsrc: it says that it can seek, the second client's PLAY then seeks, and is answered 503.
        coder = {"pcma": "alawenc ! queue ! rtppcmapay", "pcmu": "mulawenc ! queue ! rtppcmupay"}[self.audio]
        payload_type = {"pcma": 8, "pcmu": 0}[self.audio]
        sound = (
            "appsrc name=sound is-live=true format=time max-bytes=20000 "
            'caps="audio/x-raw,format=S16LE,layout=interleaved,rate=%d,channels=1" '
            "! audioconvert ! %s name=pay1 pt=%d" % (SOUND_RATE, coder, payload_type)
        )
        return "( %s %s )" % (video, sound)

    def configure(self, _factory, media):
        element = media.get_element()
        count = {"video": 0, "sound": 0}

        def push_picture(source, _length):
            i = count["video"]
            count["video"] += 1
            buffer = Gst.Buffer.new()
            buffer.append_memory(self.memories[i % len(self.memories)])
            # multifilesrc would leave all of them at one timestamp.
            buffer.pts = buffer.dts = i * Gst.SECOND // self.fps
            buffer.duration = Gst.SECOND // self.fps
            source.emit("push-buffer", buffer)

        def push_sound(source, _length):
            i = count["sound"]
            count["sound"] += 1
            loud = (i // PACKETS_PER_HALF) % 2 == 0
            buffer = Gst.Buffer.new_wrapped(self.tone[i % PACKETS_PER_HALF] if loud else bytes(2 * SAMPLES))
            buffer.pts = i * SOUND_PACKET_MS * Gst.MSECOND
            buffer.duration = SOUND_PACKET_MS * Gst.MSECOND
            source.emit("push-buffer", buffer)

        element.get_by_name("video").connect("need-data", push_picture)
        sound = element.get_by_name("sound")
        if sound:
            sound.connect("need-data", push_sound)


def main():
    settings = json.loads(sys.stdin.readline())
    server = GstRtspServer.RTSPServer()
    server.set_address(settings["host"])
    server.set_service(str(settings["port"]))
    digest = settings["auth"] == "digest"
    if digest:
        token = GstRtspServer.RTSPToken()
        token.set_string("media.factory.role", "user")
        auth = GstRtspServer.RTSPAuth()
        auth.set_supported_methods(GstRtsp.RTSPAuthMethod.DIGEST)
        auth.add_digest(settings["username"], settings["password"], token)
        server.set_auth(auth)
    for entry in settings["streams"]:
        stream = Stream(entry)
        factory = GstRtspServer.RTSPMediaFactory()
        factory.set_launch(stream.pipeline())
        factory.set_shared(True)
        factory.connect("media-configure", stream.configure)
        if digest:
            role = Gst.Structure.new_empty("user")
            role.set_value("media.factory.access", True)
            role.set_value("media.factory.construct", True)
            factory.add_role_from_structure(role)
        server.get_mount_points().add_factory(entry["path"], factory)
    if server.attach(None) == 0:
        sys.exit("cannot listen on %s:%s" % (settings["host"], settings["port"]))

    def forget_lost_clients():
        server.get_session_pool().cleanup()
        return True

    GLib.timeout_add_seconds(2, forget_lost_clients)
    print("ready", flush=True)
    GLib.MainLoop().run()


main()
