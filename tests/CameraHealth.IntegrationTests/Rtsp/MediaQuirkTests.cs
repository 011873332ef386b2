using CameraHealth.Rtsp;
using CameraHealth.Tests.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>What devices do to descriptions and packets; each was met by somebody and is no fault of the stream.</summary>
public class MediaQuirkTests
{
    private const uint Step = 3600;
    private const string Sps = "Z0LAHtkAoC/5cBEAAAMAAQAAAwAyDxYuSA==";
    private static readonly byte[] Idr = [0x65, 0x88, 1, 2];
    private static readonly byte[] Slice = [0x41, 0x9a, 1, 2];

    [Theory]
    [InlineData("Hikvision: empty parameter sets", "packetization-mode=1;sprop-parameter-sets=", false)]
    [InlineData("no parameter sets", "packetization-mode=1", false)]
    [InlineData("parameter sets that are no Base64", "sprop-parameter-sets=!!!!,####", false)]
    [InlineData("CP3PRO: a start code in the parameter set", "sprop-parameter-sets=AAAAAWdCwB7ZAKAv+XARAAADAAEAAAMAMg8WLkg=,aM4=", true)]
    [InlineData("bytes behind the parameter set", "sprop-parameter-sets=Z0LAHtkAoC/5cBEAAAMAAQAAAwAyDxYuSAAAAA==", true)]
    [InlineData("Axis: the parameter set in the description only", "sprop-parameter-sets=" + Sps + ",aM4=", true)]
    [InlineData("parameters of another payload type", "x\r\na=fmtp:97 sprop-parameter-sets=" + Sps, false)]
    public async Task A_stream_without_good_parameter_sets_in_its_description_streams_and_its_size_is_told_or_null(string what, string parameters, bool tellsSize)
    {
        var report = await PlayAsync(Pictures(6), Describe("H264/90000", $"a=fmtp:96 {parameters}\r\n"));

        report.Outcome.ShouldBe(StreamOutcome.Streaming, what);
        report.Width.ShouldBe(tellsSize ? 640 : null, what);
    }

    [Theory]
    [InlineData("blanks behind the rtpmap", "m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000   \r\n")]
    [InlineData("several names and no version", "s=a\r\ns=b\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n")]
    [InlineData("a bad connection line and line feeds alone", "v=0\nc=IN IP4\nm=video 0 RTP/AVP 96\na=rtpmap:96 H264/90000\n")]
    [InlineData("TP-Link: a track of its own kind", "v=0\r\nm=application/TP-LINK 0 RTP/AVP smart/1/90000\r\na=rtpmap:95 tp-link/25000\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\n")]
    [InlineData("framerate of nothing", "v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\na=framerate:0S\r\n")]
    public async Task A_spoiled_description_is_read_as_far_as_it_goes(string what, string description)
    {
        var report = await PlayAsync(Pictures(4), description);

        (report.Outcome, report.Codec, report.Frames, report.FrameRateDeclared).ShouldBe((StreamOutcome.Streaming, "H264", 4, null), what);
    }

    [Fact]
    public async Task Bosch_uses_the_unassigned_payload_type_35()
    {
        var report = await PlayAsync(Pictures(4, payloadType: 35), "m=video 0 RTP/AVP 35\r\na=rtpmap:35 H264/90000\r\n");

        (report.Codec, report.Frames).ShouldBe(("H264", 4));
    }

    [Fact]
    public async Task Audio_and_metadata_tracks_are_listed_and_left_alone()
    {
        var report = await PlayAsync(
            Pictures(4),
            "v=0\r\nm=audio 0 RTP/AVP 0 8\r\na=rtpmap:0 PCMU/8000\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/90000\r\nm=application 0 RTP/AVP 107\r\na=rtpmap:107 vnd.onvif.metadata/90000\r\n");

        report.Tracks.ShouldBe([new("audio", "PCMU", false), new("video", "H264", true), new("application", "VND.ONVIF.METADATA", false)]);
        report.Frames.ShouldBe(4);
    }

    [Theory]
    [InlineData("FLIR M400: the marker never", new[] { false, false, false })]
    [InlineData("the marker on each slice", new[] { true, true, true })]
    [InlineData("VStarcam: packets behind the marker", new[] { false, true, false })]
    public async Task Pictures_are_counted_whatever_the_marker_says(string what, bool[] markers)
    {
        var packets = Enumerable.Range(0, 12).Select(i => PacketBuilder.Packet((ushort)i, (uint)(i / 3) * Step, i % 3 == 0 ? Slice : [0x41, 0x48, 1], marker: markers[i % 3]));

        (await PlayAsync(packets)).Frames.ShouldBe(4, what);
    }

    [Fact]
    public async Task The_marker_on_SEI_makes_no_picture_of_it()
    {
        var packets = Enumerable.Range(0, 8).Select(i => PacketBuilder.Packet((ushort)i, (uint)(i / 2) * Step, i % 2 == 0 ? [6, 5, 1, 0, 0x80] : Slice, marker: true));

        (await PlayAsync(packets)).Frames.ShouldBe(4);
    }

    [Fact]
    public async Task Timestamps_that_stand_still_do_not_hide_the_pictures()
    {
        var packets = Enumerable.Range(0, 20).Select(i => PacketBuilder.Packet((ushort)i, 77, i % 2 == 0 ? Slice : [0x41, 0x48, 1]));

        var report = await PlayAsync(packets);

        report.Outcome.ShouldBe(StreamOutcome.Streaming);
        report.Frames!.Value.ShouldBeInRange(9, 10);
        report.FrameRateTimestamps.ShouldBeNull();
    }

    [Theory]
    [InlineData("fragments though packetization-mode is 0", new byte[] { 0x7c, 0x85, 0x88 }, new byte[] { 0x7c, 0x45, 1 })]
    [InlineData("CostarHD: start and end in one fragment", new byte[] { 0x7c, 0xc5, 0x88, 1 }, new byte[] { 0x7c, 0xc5, 0x48, 1 })]
    [InlineData("Tiandy: the type changes inside one unit", new byte[] { 0x7c, 0x85, 0x88 }, new byte[] { 0x7c, 0x41, 1 })]
    [InlineData("empty fragments", new byte[] { 0x7c, 0x85 }, new byte[] { 0x7c, 0x45 })]
    [InlineData("STAP-A with parameter sets and the picture", new byte[] { 0x78, 0, 2, 0x68, 0xce, 0, 3, 0x65, 0x88, 1 }, new byte[] { 0x65, 0x48, 1 })]
    public async Task Every_way_of_packing_a_keyframe_is_one_keyframe(string what, byte[] first, byte[] second)
    {
        var packets = Enumerable.Range(0, 8).Select(i => PacketBuilder.Packet((ushort)i, (uint)(i / 2) * Step, i % 2 == 0 ? first : second));

        var report = await PlayAsync(packets, Describe("H264/90000", "a=fmtp:96 packetization-mode=0\r\n"));

        (report.Frames, report.Keyframes, report.PacketsLost).ShouldBe((4, 4, 0L), what);
    }

    [Fact]
    public async Task V380_puts_several_units_with_start_codes_into_one_payload()
    {
        byte[] all = [.. Convert.FromBase64String(Sps), 0, 0, 0, 1, 0x68, 0xce, 0x3c, 0x80, 0, 0, 0, 1, .. Idr];

        var report = await PlayAsync([PacketBuilder.Packet(1, 0, all), PacketBuilder.Packet(2, Step, Slice)]);

        (report.Frames, report.Keyframes, report.Width, report.Height).ShouldBe((2, 1, 640, 360));
    }

    [Fact]
    public async Task Parameter_sets_in_band_win_over_those_of_the_description()
    {
        const string Other = "Z2QAKKzZQHgCJ+XARAAAAwAEAAADAMg8YMZY";
        var report = await PlayAsync(
            [PacketBuilder.Packet(0, 0, Convert.FromBase64String(Sps)), .. Pictures(4, from: 1)], Describe("H264/90000", $"a=fmtp:96 sprop-parameter-sets={Other},aM4=\r\n"));

        (report.Width, report.Height).ShouldBe((640, 360));
    }

    [Fact]
    public async Task A_size_that_changes_in_the_stream_is_told()
    {
        var high = Convert.FromHexString("67640028acd940780227e5c044000003000400000300c83c60c658");
        var report = await PlayAsync(
        [
            PacketBuilder.Packet(0, 0, Convert.FromBase64String(Sps)), .. Pictures(2, from: 1),
            PacketBuilder.Packet(3, 3 * Step, high), .. Pictures(2, from: 4),
        ]);

        (report.Width, report.Height, report.ResolutionChanges).ShouldBe((1920, 1080, 1));
    }

    [Theory]
    [InlineData("over the end of the numbers", new[] { 65533, 65534, 65535, 0, 1 }, 0)]
    [InlineData("duplicates", new[] { 1, 2, 2, 3, 3, 4 }, 0)]
    [InlineData("out of order", new[] { 1, 3, 2, 5, 4, 6 }, 0)]
    [InlineData("the encoder starts anew", new[] { 40000, 40001, 40002, 5, 6, 7 }, 0)]
    [InlineData("one stray number", new[] { 1, 2, 30000, 3, 4, 5 }, 0)]
    [InlineData("the device drops two", new[] { 1, 2, 5, 6, 7 }, 2)]
    public async Task Only_what_is_missing_is_lost(string what, int[] numbers, int lost)
    {
        var report = await PlayAsync(numbers.Select((number, i) => PacketBuilder.Packet((ushort)number, (uint)i * Step, Slice)));

        (report.Outcome, report.PacketsLost).ShouldBe((StreamOutcome.Streaming, (long)lost), what);
    }

    [Fact]
    public async Task Another_stream_in_the_same_channel_is_neither_loss_nor_picture()
    {
        var packets = Enumerable.Range(0, 8).Select(i => i % 2 == 0 ? PacketBuilder.Packet((ushort)(i / 2), (uint)i * Step, Slice) : PacketBuilder.Packet((ushort)(9000 + i), 5, Slice, ssrc: 8));

        var report = await PlayAsync(packets);

        (report.Frames, report.PacketsLost).ShouldBe((4, 0L));
    }

    [Fact]
    public async Task Padding_and_header_extensions_are_no_picture()
    {
        byte[] Extended(ushort number, uint time) =>
            [0xB0, 96, .. PacketBuilder.Packet(number, time, [])[2..], 0xAB, 0xAC, 0, 3, .. new byte[12], .. Slice, 0, 0, 3];
        var report = await PlayAsync(Enumerable.Range(0, 5).Select(i => Extended((ushort)i, (uint)i * Step)));

        (report.Frames, report.PacketsLost).ShouldBe((5, 0L));
        report.Keyframes.ShouldBe(0);
    }

    [Fact]
    public async Task B_frames_come_out_of_the_order_of_time_and_the_rate_is_right()
    {
        int[] order = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8];
        var report = await PlayAsync(order.Select((time, i) => PacketBuilder.Packet((ushort)i, (uint)time * Step, Slice)));

        (report.Frames, report.FrameRateTimestamps, report.PacketsLost).ShouldBe((10, 25.0, 0L));
    }

    [Fact]
    public async Task Smart_codecs_with_minutes_between_keyframes_have_no_fault()
    {
        var report = await PlayAsync(Pictures(10));

        (report.Outcome, report.Failure, report.Keyframes, report.KeyframeInterval).ShouldBe((StreamOutcome.Streaming, null, 1, null));
        report.KeyframeIntervalAtLeast.ShouldNotBeNull();
    }

    [Fact]
    public async Task A_device_that_makes_us_wait_for_the_keyframe_streams_meanwhile()
    {
        var report = await PlayAsync(Enumerable.Range(0, 6).Select(i => PacketBuilder.Packet((ushort)i, (uint)i * Step, Slice)));

        (report.Outcome, report.Keyframes, report.TimeToFirstKeyframe, report.KeyframeInterval).ShouldBe((StreamOutcome.Streaming, 0, null, null));
    }

    [Fact]
    public async Task RTP_without_a_single_picture_is_no_pictures()
    {
        var report = await PlayAsync(Enumerable.Range(0, 6).Select(i => PacketBuilder.Packet((ushort)i, (uint)i * Step, [0x68, 0xce])));

        (report.Outcome, report.Failure!.Reason, report.Packets).ShouldBe((StreamOutcome.NoMedia, StreamFailureReason.NoPictures, 6L));
    }

    [Theory]
    [InlineData("Hanwha: a report that is cut", "80c8000600000007e5")]
    [InlineData("a report that is too short for what it says", "80c8000600000007")]
    [InlineData("nonsense", "00112233")]
    [InlineData("none", "")]
    public async Task Malformed_sender_reports_tell_no_clock_and_harm_nothing(string what, string hex)
    {
        var report = await PlayAsync(Pictures(5), reports: [Convert.FromHexString(hex)]);

        (report.Frames, report.SenderClockOffset).ShouldBe((5, null), what);
    }

    [Fact]
    public async Task A_device_clock_that_is_an_hour_ahead_shows_in_its_sender_report()
    {
        var ntp = (ulong)((TimeProvider.System.GetUtcNow().AddHours(1) - new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds * 4294967296.0);
        byte[] report = [0x80, 200, 0, 6, 0, 0, 0, 7, .. BitConverter.GetBytes(ntp).Reverse(), .. new byte[12]];

        var found = await PlayAsync(Pictures(5), reports: [report]);

        found.SenderClockOffset!.Value.TotalSeconds.ShouldBe(3600, 30);
    }

    [Fact]
    public async Task Onvif_sends_MJPEG_above_2040_pixels_with_its_headers_in_an_extension()
    {
        byte[] Jpeg(ushort number) =>
        [
            0x90, 26, .. PacketBuilder.Packet(number, number * Step, [])[2..], 0xFF, 0xD8, 0, 5, 0xFF, 0xC0, 0, 17, 8, 0x05, 0xA0, 0x0A, 0x00, 3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1, 0xFF,
            0, 0, 0, 0, 1, 80, 0, 0, 9, 9,
        ];
        var report = await PlayAsync(Enumerable.Range(0, 4).Select(i => Jpeg((ushort)i)), "v=0\r\nm=video 0 RTP/AVP 26\r\n");

        (report.Codec, report.Width, report.Height, report.Frames, report.Keyframes).ShouldBe(("MJPEG", 2560, 1440, 4, 4));
    }

    private static string Describe(string map, string more = "") => $"v=0\r\nm=video 0 RTP/AVP 96\r\na=rtpmap:96 {map}\r\n{more}a=control:track1\r\n";

    private static IEnumerable<byte[]> Pictures(int count, int from = 0, byte payloadType = 96) =>
        Enumerable.Range(from, count).Select(i => PacketBuilder.Packet((ushort)i, (uint)i * Step, i == from ? Idr : Slice, payloadType));

    private static async Task<StreamReport> PlayAsync(IEnumerable<byte[]> packets, string? description = null, IEnumerable<byte[]>? reports = null)
    {
        await using var camera = new FakeCamera(async talk =>
        {
            await talk.PlayAsync(description ?? Describe("H264/90000"), packets);
            foreach (var report in reports ?? [])
                await talk.SendFrameAsync(report, channel: 1);
        });
        return await new RtspProbe(TimeProvider.System).ProbeAsync(
            new RtspProbeRequest { Target = camera.Target, Receive = TimeSpan.FromSeconds(1.4), ReplyTimeout = TimeSpan.FromSeconds(5) }, TestContext.Current.CancellationToken);
    }
}
