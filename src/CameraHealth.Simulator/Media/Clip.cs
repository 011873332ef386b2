using System.Globalization;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Media;

/// <summary>A short real bitstream, packetised once, that is sent in a loop. Each of its groups of pictures begins with a key picture and its parameter sets.</summary>
internal sealed class Clip
{
    internal const int FramesPerSecond = 15;
    internal const int FramesPerGop = 2 * FramesPerSecond;
    internal const int ClockRate = 90_000;
    internal const uint TicksPerFrame = ClockRate / FramesPerSecond;

    private Clip(VideoCodec codec, string resolution, IReadOnlyList<ClipFrame> frames, string formatParameters)
    {
        Codec = codec;
        Frames = frames;
        FormatParameters = formatParameters;
        var size = resolution.Split('x');
        Width = int.Parse(size[0], CultureInfo.InvariantCulture);
        Height = int.Parse(size[1], CultureInfo.InvariantCulture);
        LargestFrame = frames.Max(frame => frame.Length);
        BitsPerSecond = (int)(frames.Sum(frame => (long)frame.PayloadBytes) * 8 * FramesPerSecond / frames.Count);
    }

    internal VideoCodec Codec { get; }

    internal int Width { get; }

    internal int Height { get; }

    /// <summary>Mean over the loop, RTP payload alone.</summary>
    internal int BitsPerSecond { get; }

    internal IReadOnlyList<ClipFrame> Frames { get; }

    internal int LargestFrame { get; }

    /// <summary>Value of the SDP's fmtp attribute (RFC 6184 8.1, RFC 7798 7.1).</summary>
    internal string FormatParameters { get; }

    internal static Clip FromAnnexB(VideoCodec codec, string resolution, ReadOnlyMemory<byte> stream)
    {
        var units = AnnexB.Split(stream);
        var frames = AccessUnits(codec, units).Select(unit => RtpPacketizer.Packetize(codec, unit)).ToArray();
        return new Clip(codec, resolution, frames, FormatOf(codec, units));
    }

    private static List<List<ReadOnlyMemory<byte>>> AccessUnits(VideoCodec codec, IReadOnlyList<ReadOnlyMemory<byte>> units)
    {
        var pictures = new List<List<ReadOnlyMemory<byte>>>();
        var complete = true;
        foreach (var unit in units)
        {
            var slice = NalUnit.IsSlice(codec, NalUnit.TypeOf(codec, unit.Span));
            if (pictures.Count == 0 || (complete && (!slice || NalUnit.BeginsPicture(codec, unit.Span))))
            {
                pictures.Add([]);
                complete = false;
            }

            pictures[^1].Add(unit);
            complete |= slice;
        }

        return pictures;
    }

    private static string FormatOf(VideoCodec codec, IReadOnlyList<ReadOnlyMemory<byte>> units)
    {
        ReadOnlySpan<byte> First(int type) => units.First(unit => NalUnit.TypeOf(codec, unit.Span) == type).Span;
        string Base64(int type) => Convert.ToBase64String(First(type));
        if (codec == VideoCodec.H265)
        {
            return $"sprop-vps={Base64(NalUnit.H265VideoParameterSet)};sprop-sps={Base64(NalUnit.H265SequenceParameterSet)}"
                + $";sprop-pps={Base64(NalUnit.H265PictureParameterSet)}";
        }

        var profileLevel = Convert.ToHexString(First(NalUnit.H264SequenceParameterSet)[1..4]);
        return $"packetization-mode=1;profile-level-id={profileLevel};sprop-parameter-sets="
            + $"{Base64(NalUnit.H264SequenceParameterSet)},{Base64(NalUnit.H264PictureParameterSet)}";
    }
}
