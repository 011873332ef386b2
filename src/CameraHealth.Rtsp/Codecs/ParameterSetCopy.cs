namespace CameraHealth.Rtsp.Codecs;

/// <summary>The last sequence parameter set that passed by. Larger ones than any in use are cut: size and timing stand in front.</summary>
internal sealed class ParameterSetCopy(ParameterSetCopy.Reader read)
{
    private readonly byte[] _bytes = new byte[512];
    private int _length;
    private VideoFormat? _format;

    public delegate VideoFormat? Reader(ReadOnlySpan<byte> nal);

    /// <summary>What the last readable one says.</summary>
    public VideoFormat? Format => _format;

    /// <summary>How often the size of the picture changed from one set to the next.</summary>
    public int SizeChanges { get; private set; }

    public void Take(ReadOnlySpan<byte> nal)
    {
        nal = nal[..Math.Min(nal.Length, _bytes.Length)];
        if (nal.SequenceEqual(_bytes.AsSpan(0, _length)))
            return;
        nal.CopyTo(_bytes);
        _length = nal.Length;
        if (read(nal) is not { } format)
            return;
        if (_format is { } before && (before.Width, before.Height) != (format.Width, format.Height))
            SizeChanges++;
        _format = format;
    }
}
