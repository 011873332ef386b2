using System.Text;
using CameraHealth.Authentication;
using CameraHealth.Rtsp;
using CameraHealth.Rtsp.Codecs;
using CameraHealth.Rtsp.Rtp;
using CameraHealth.Rtsp.Sdp;
using Shouldly;

namespace CameraHealth.Tests.Rtsp.Fuzzing;

/// <summary>Everything that reads bytes of a device, with the tables of its parse tests as seeds.</summary>
internal static class FuzzTargets
{
    private static readonly string[] Codecs = ["H264", "H265", "JPEG", "MP4V-ES"];

    public static IReadOnlyList<FuzzTarget> All { get; } =
    [
        new("SDP", Texts(SessionDescriptionTests.Cases.Select(row => row.Data.Item1)), ReadDescription),
        new("RTSP replies", [.. Texts(RtspFramingTests.Cases.Select(row => row.Data.Item1)), .. Texts(ReplyHeaderTests.Replies)], ReadReplies),
        new("RTP", [.. VideoPayloadTests.Cases.Select(row => PacketBuilder.Packet(1, 2, Convert.FromHexString(row.Data.Item2)))], ReadPackets),
        new("RTCP", [.. SenderReportTests.Cases.Select(row => Convert.FromHexString(row.Data.Item2))], ReadReports),
        new("parameter sets", [.. SequenceParameterSetTests.H264.Concat(SequenceParameterSetTests.H265).Select(row => Convert.FromHexString(row.Data.Item5))], ReadParameterSets),
        new("JPEG headers", [.. JpegHeaderTests.Cases.Select(row => Convert.FromHexString(row.Data.Item2))], ReadJpeg),
    ];

    private static List<byte[]> Texts(IEnumerable<string> texts) => [.. texts.Select(Encoding.Latin1.GetBytes)];

    private static void ReadDescription(byte[] bytes)
    {
        try
        {
            if (SessionDescription.Parse(bytes).ChooseVideo() is not { } video)
                return;
            var type = video.ChoosePayloadType()!.Value;
            video.ClockRate(type).ShouldBeInRange(1000, 10_000_000);
            DeclaredFormat.Read(video, type)?.Width.ShouldBeGreaterThan(0);
            ControlUrl.Resolve(RtspAddress.From(new Uri("rtsp://10.0.0.5/live")), video.Control).Host.ShouldBe("10.0.0.5");
        }
        catch (StreamException e)
        {
            e.Reason.ShouldBe(StreamFailureReason.MalformedDescription);
        }
    }

    private static void ReadReplies(byte[] bytes)
    {
        var rest = bytes.AsSpan();
        try
        {
            while (RtspFraming.TryRead(rest, out var frame, out var consumed))
            {
                consumed.ShouldBeInRange(1, rest.Length);
                rest = rest[consumed..];
                if (frame.Kind == RtspFrameKind.Reply)
                    ReadReply(RtspResponse.Parse(frame));
            }
        }
        catch (StreamException e)
        {
            StreamFailureReason.All.ShouldContain(e.Reason, StringComparer.Ordinal);
        }
    }

    private static void ReadReply(RtspResponse reply)
    {
        SessionHeader.Parse(reply.Header("Session"))?.Timeout.ShouldBeGreaterThan(TimeSpan.Zero);
        var requested = RtspAddress.From(new Uri("rtsp://10.0.0.5/live"));
        requested.Redirected(reply.Header("Location"), null)?.Host.ShouldBe("10.0.0.5");
        ControlUrl.BaseOf(reply, requested).Host.ShouldBe("10.0.0.5");
        var challenges = AuthenticateChallenge.ParseAll(reply.HeaderValues("WWW-Authenticate"));
        if (DigestChallenge.PickStrongest(challenges) is { } challenge)
        {
            var session = new DigestSession();
            session.Remember(challenge);
            session.CreateAuthorization("SETUP", "rtsp://10.0.0.5/live", new DeviceCredential("a", "b")).ShouldNotContain('\n');
        }

        SetupReply.Parse(reply, askedForUdp: true);
        SetupReply.Parse(reply, askedForUdp: false);
    }

    // The same bytes as packets of every codec, several times with other numbers, so that pictures begin and end.
    private static void ReadPackets(byte[] bytes)
    {
        foreach (var codec in Codecs)
        {
            var video = SessionDescription.Parse(Encoding.ASCII.GetBytes($"m=video 0 RTP/AVP 96\r\na=rtpmap:96 {codec}/90000\r\n")).ChooseVideo()!;
            var request = new RtspProbeRequest { Target = new Uri("rtsp://camera/"), CaptureKeyframe = true, Receive = TimeSpan.FromSeconds(1) };
            using var reception = new MediaReception(video, 96, new SetupReply { IsUdp = true }, new OldSources(), request, TimeProvider.System);
            for (var i = 0; i < 4; i++)
            {
                if (bytes.Length > 8)
                    (bytes[3], bytes[7]) = ((byte)(bytes[3] + 1), (byte)(bytes[7] + (i % 2)));
                reception.AcceptPacket(bytes, i);
            }

            reception.End();
            reception.Sequence.Lost.ShouldBeInRange(0, reception.Sequence.Expected);
            (reception.Keyframe?.Picture.Length ?? 0).ShouldBeLessThan(KeyframePicture.MaxBytes + 65536);
            reception.Meter.Complete(1000, 90000);
        }
    }

    private static void ReadReports(byte[] bytes)
    {
        if (!SenderReport.TryFind(bytes, out var report))
            return;
        var clock = new SenderClock(TimeProvider.System);
        clock.Note(report, TimeProvider.System.GetTimestamp());
        clock.Offset?.ShouldBeInRange(TimeSpan.FromDays(-365 * 200), TimeSpan.FromDays(365 * 200));
    }

    private static void ReadParameterSets(byte[] bytes)
    {
        foreach (var format in new[] { H264SequenceParameterSet.Parse(bytes), H265SequenceParameterSet.Parse(bytes) })
        {
            if (format is { } found)
                (found.Width is > 0 and <= 32768 && found.Height is > 0 and <= 32768 && found.FrameRate is null or (>= 0.1 and <= 240)).ShouldBeTrue();
        }

        if (bytes.Length == 0)
            return;
        RecoveryPoint.IsIn(bytes);
        new ParameterSetStore(isH265: false).Take(bytes);
        new ParameterSetStore(isH265: true).Take(bytes);
    }

    private static void ReadJpeg(byte[] bytes)
    {
        JpegSegments.ReadSize(bytes)?.Width.ShouldBeGreaterThan(0);
        var collector = new JpegCollector();
        foreach (var extension in new[] { false, true })
        {
            byte[] header = [.. PacketBuilder.Packet(1, extension ? 2u : 1u, [])];
            header[0] |= (byte)(extension ? 0x10 : 0);
            byte[] words = extension ? [0xFF, 0xD8, 0, (byte)(bytes.Length / 4 % 64), .. bytes] : bytes;
            if (!RtpPacket.TryParse([.. header, .. words], out var packet))
                continue;
            new JpegPayload().Read(packet);
            if (collector.Begin(packet.Timestamp, marker: true, isContiguous: true, 0))
                collector.TakePacket(packet);
        }

        collector.End();
    }
}
