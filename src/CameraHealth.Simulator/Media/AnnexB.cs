namespace CameraHealth.Simulator.Media;

/// <summary>Takes a byte stream of ITU-T H.264 or H.265 Annex B apart.</summary>
internal static class AnnexB
{
    /// <summary>The NAL units in order, without start codes and trailing zeros.</summary>
    internal static IReadOnlyList<ReadOnlyMemory<byte>> Split(ReadOnlyMemory<byte> stream)
    {
        ReadOnlySpan<byte> startCode = [0, 0, 1];
        var units = new List<ReadOnlyMemory<byte>>();
        var begin = stream.Span.IndexOf(startCode);
        while (begin >= 0)
        {
            begin += startCode.Length;
            var length = stream.Span[begin..].IndexOf(startCode);
            var unit = length < 0 ? stream[begin..] : stream.Slice(begin, length);
            units.Add(unit[..(unit.Span.LastIndexOfAnyExcept((byte)0) + 1)]);
            begin = length < 0 ? -1 : begin + length;
        }

        return units;
    }
}
