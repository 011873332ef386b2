using System.Buffers.Binary;
using CameraHealth.Simulator.Media;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Simulator;

public sealed class ClipTests
{
    [Theory]
    [InlineData(VideoCodec.H264, "640x360", "h264-640x360")]
    [InlineData(VideoCodec.H264, "1280x720", "h264-1280x720")]
    [InlineData(VideoCodec.H265, "640x360", "h265-640x360")]
    public void Packets_put_together_again_are_the_bitstream(VideoCodec codec, string resolution, string resource)
    {
        var clip = ClipLibrary.Get(codec, resolution);
        clip.Frames.Count.ShouldBe(90);
        clip.Frames.Count.ShouldBe(3 * Clip.FramesPerGop);
        var units = clip.Frames.SelectMany((frame, i) => Depacketize(codec, frame, (ushort)(i * 100), (uint)i)).ToArray();
        var expected = AnnexB.Split(Resource(resource));
        units.Length.ShouldBe(expected.Count);
        for (var i = 0; i < units.Length; i++)
        {
            units[i].AsSpan().SequenceEqual(expected[i].Span).ShouldBeTrue($"NAL unit {i} differs");
        }
    }

    [Theory]
    [InlineData(VideoCodec.H264, "packetization-mode=1;profile-level-id=6400")]
    [InlineData(VideoCodec.H265, "sprop-vps=")]
    public void Description_carries_the_parameter_sets(VideoCodec codec, string begin) =>
        ClipLibrary.Get(codec, "640x360").FormatParameters.ShouldStartWith(begin);

    [Fact]
    public void Sequence_numbers_go_on_past_65535()
    {
        var frame = ClipLibrary.Get(VideoCodec.H264, "640x360").Frames[0];
        var copy = new byte[frame.Length];
        frame.CopyTo(copy, 0, 65535, 0, 0);
        BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(6)).ShouldBe((ushort)65535);
        var second = 4 + BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(2));
        BinaryPrimitives.ReadUInt16BigEndian(copy.AsSpan(second + 6)).ShouldBe((ushort)0);
    }

    // RFC 6184 5.8 and RFC 7798 4.4.3, read for the purpose of this test.
    private static List<byte[]> Depacketize(VideoCodec codec, ClipFrame frame, ushort sequence, uint timestamp)
    {
        var bytes = new byte[frame.Length];
        frame.CopyTo(bytes, 6, sequence, timestamp, 0xAABBCCDD);
        var units = new List<byte[]>();
        var markers = new List<bool>();
        for (var at = 0; at < bytes.Length;)
        {
            bytes[at].ShouldBe((byte)'$');
            bytes[at + 1].ShouldBe((byte)6);
            var length = BinaryPrimitives.ReadUInt16BigEndian(bytes.AsSpan(at + 2));
            var packet = bytes.AsSpan(at + 4, length);
            at += 4 + length;
            length.ShouldBeLessThanOrEqualTo((ushort)1412);
            BinaryPrimitives.ReadUInt16BigEndian(packet[2..]).ShouldBe(sequence++);
            BinaryPrimitives.ReadUInt32BigEndian(packet[4..]).ShouldBe(timestamp);
            BinaryPrimitives.ReadUInt32BigEndian(packet[8..]).ShouldBe(0xAABBCCDDu);
            markers.Add((packet[1] & 0x80) != 0);
            Append(codec, packet[12..], units);
        }

        markers[^1].ShouldBeTrue();
        markers.Count(marker => marker).ShouldBe(1);
        return units;
    }

    private static void Append(VideoCodec codec, ReadOnlySpan<byte> payload, List<byte[]> units)
    {
        var h264 = codec == VideoCodec.H264;
        if ((h264 ? payload[0] & 0x1F : payload[0] >> 1) != (h264 ? 28 : 49))
        {
            units.Add(payload.ToArray());
            return;
        }

        var header = payload[h264 ? 1 : 2];
        var rest = payload[(h264 ? 2 : 3)..];
        if ((header & 0x80) == 0)
        {
            units[^1] = [.. units[^1], .. rest];
        }
        else if (h264)
        {
            units.Add([(byte)((payload[0] & 0xE0) | (header & 0x1F)), .. rest]);
        }
        else
        {
            units.Add([(byte)((payload[0] & 0x81) | ((header & 0x3F) << 1)), payload[1], .. rest]);
        }
    }

    private static byte[] Resource(string name)
    {
        using var stream = typeof(ClipLibrary).Assembly.GetManifestResourceStream(name)!;
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
