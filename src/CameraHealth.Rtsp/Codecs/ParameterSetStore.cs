namespace CameraHealth.Rtsp.Codecs;

/// <summary>The latest parameter sets of a stream, one of each type and number, for a decoder that starts at a keyframe.</summary>
/// <param name="isH265">Codec: it decides where type and number stand.</param>
internal sealed class ParameterSetStore(bool isH265)
{
    private const int MaxSets = 16;
    private const int MaxSetBytes = 4096;
    private readonly SortedDictionary<(int Type, uint Number), byte[]> _sets = [];

    /// <summary>Sequence sets before picture sets, video sets before both.</summary>
    public IEnumerable<byte[]> InOrder => _sets.Values;

    /// <summary>Whether a decoder can start with them.</summary>
    public bool IsComplete => (isH265 ? (int[])[32, 33, 34] : [7, 8]).All(type => _sets.Keys.Any(key => key.Type == type));

    /// <summary>Takes a unit if it is a parameter set. False: it is not.</summary>
    public bool Take(ReadOnlySpan<byte> nal)
    {
        var headerBytes = isH265 ? 2 : 1;
        if (nal.Length <= headerBytes)
            return false;
        var type = isH265 ? (nal[0] >> 1) & 0x3f : nal[0] & 0x1f;
        if (isH265 ? type is < 32 or > 34 : type is not (7 or 8))
            return false;
        var key = (type, NumberOf(type, nal[headerBytes..]));
        if (nal.Length <= MaxSetBytes && (_sets.TryGetValue(key, out var held) ? !nal.SequenceEqual(held) : _sets.Count < MaxSets))
            _sets[key] = nal.ToArray();
        return true;
    }

    // Only picture sets come in several numbers in practice; of the others the last one holds.
    private static uint NumberOf(int type, ReadOnlySpan<byte> content) => type is 8 or 34 ? new BitReader(content).ReadUnsigned() : 0;
}
