using CameraHealth.Rtsp.Codecs;
using CameraHealth.Rtsp.Rtp;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class VideoPayloadTests
{
    private static readonly string Sps264 = SequenceParameterSetTests.H264.First().Data.Item5;
    private static readonly string Sps265 = SequenceParameterSetTests.H265.First().Data.Item5;

    /// <summary>Payloads and what is in them; also the seeds of the mutation test.</summary>
    public static readonly TheoryData<string, string, string> Cases = new()
    {
        { "H264", "4188", "Slice, Beginning" },
        { "H264", "4148", "Slice" },
        { "H264", "6588", "Slice, Keyframe, Beginning" },
        { "H264", "0605", "None" },
        { "H264", "06050480ff00ff06018480", "Keyframe" },
        { "H264", "0606018480", "Keyframe" },
        { "H264", "7c8588", "Slice, Keyframe, Beginning" },
        { "H264", "7c4100", "Slice" },
        { "H264", "7c", "None" },
        { "H264", "", "None" },
        { "H264", $"78{Sps264.Length / 2:x4}{Sps264}000468ce3c80000365888" + "0", "Slice, Keyframe, Beginning" },
        { "H264", "7800ff6588", "None" },
        { "H264", $"{Sps264}0000000168ce3c8000000001658880", "Slice, Keyframe, Beginning" },
        { "H265", "02010a", "Slice" },
        { "H265", "26010a", "Slice, Keyframe" },
        { "H265", "26018a", "Slice, Keyframe, Beginning" },
        { "H265", "620193af", "Slice, Keyframe, Beginning" },
        { "H265", "2a010a", "Slice, Keyframe" },
        { "H265", Sps265, "None" },
        { "H265", "6201930a", "Slice, Keyframe" },
        { "H265", "6201410a", "Slice" },
        { "H265", $"6001{Sps265.Length / 2:x4}{Sps265}000326010a", "Slice, Keyframe" },
        { "H265", "62", "None" },
        { "MJPEG", "0000000001ff502dff", "Slice, Keyframe, Beginning" },
        { "MJPEG", "0000", "None" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Pictures_and_keyframes_are_seen(string codec, string hex, string expected) => Read(Create(codec), hex).ShouldBe(expected);

    [Theory]
    [InlineData("H264", 12)]
    [InlineData("H265", 21)]
    public void Parameter_sets_in_band_give_the_format(string codec, int caseIndex)
    {
        var payload = Create(codec);
        payload.Format.ShouldBeNull();
        Read(payload, Cases.ElementAt(caseIndex).Data.Item2);

        (payload.Format?.Width, payload.Format?.Height, payload.Format?.FrameRate).ShouldBe((640, 360, 25));
    }

    [Fact]
    public void Mjpeg_tells_its_size_in_each_packet()
    {
        var payload = new JpegPayload();
        Read(payload, "0000000001ff502dff");

        (payload.Format?.Width, payload.Format?.Height).ShouldBe((640, 360));
    }

    [Fact]
    public void Mjpeg_above_2040_pixels_tells_its_size_in_the_onvif_extension()
    {
        var payload = new JpegPayload();
        byte[] packet = [0x90, 26, 0, 1, 0, 0, 0, 0, 0, 0, 0, 7, 0xFF, 0xD8, 0, 3, 0xFF, 0xC0, 0, 17, 8, 0x05, 0xA0, 0x0A, 0x00, 3, 0, 0, 0, 0, 0, 0, 1, 80, 0, 0, 1];
        RtpPacket.TryParse(packet, out var parsed).ShouldBeTrue();
        payload.Read(parsed);

        (payload.Format?.Width, payload.Format?.Height).ShouldBe((2560, 1440));
    }

    [Fact]
    public void H265_with_decoding_order_numbers_is_read() =>
        Read(new H265Payload(hasDecodingOrder: true), $"6001" + "0001" + $"{Sps265.Length / 2:x4}{Sps265}" + "00" + "000326010a").ShouldBe("Slice, Keyframe");

    [Fact]
    public void Damaged_payloads_never_throw() =>
        Mutations.ForEach(Cases.Select(c => Convert.FromHexString(c.Data.Item2)), bytes =>
        {
            foreach (var codec in new[] { "H264", "H265", "MJPEG", "" })
            {
                var payload = Create(codec);
                if (RtpPacket.TryParse([0x80, 96, .. new byte[10], .. bytes], out var packet))
                    payload.Read(packet);
                _ = payload.Format;
            }
        });

    [Fact]
    public void Damaged_packets_never_throw() =>
        Mutations.ForEach([PacketBuilder.Packet(1, 2, [1, 2, 3]), [0xB1, 96, .. new byte[10], 0, 0, 0, 9, 0xAB, 0xAC, 0, 1, 1, 2, 3, 4, 5, 0, 2]], bytes =>
            {
                if (RtpPacket.TryParse(bytes, out var packet))
                    packet.Payload.Length.ShouldBeLessThanOrEqualTo(bytes.Length - 12);
            });

    [Fact]
    public void Sources_extension_and_padding_are_not_payload()
    {
        byte[] bytes = [0xB1, 0xE0, 0, 5, 0, 0, 0, 6, 0, 0, 0, 7, 0, 0, 0, 9, 0xAB, 0xAC, 0, 1, 1, 2, 3, 4, 0x41, 0x42, 0, 2];
        RtpPacket.TryParse(bytes, out var packet).ShouldBeTrue();

        packet.Payload.ToArray().ShouldBe([0x41, 0x42]);
        (packet.PayloadType, packet.SequenceNumber, packet.Timestamp, packet.Ssrc, packet.ExtensionId).ShouldBe(((byte)96, (ushort)5, 6u, 7u, (ushort)0xABAC));
    }

    private static VideoPayload Create(string codec) => codec switch
    {
        "H264" => new H264Payload(),
        "H265" => new H265Payload(hasDecodingOrder: false),
        "MJPEG" => new JpegPayload(),
        _ => new OpaquePayload(),
    };

    private static string Read(VideoPayload payload, string hex)
    {
        RtpPacket.TryParse(PacketBuilder.Packet(1, 2, Convert.FromHexString(hex)), out var packet).ShouldBeTrue();
        return payload.Read(packet).ToString();
    }
}
