namespace CameraHealth.Rtsp.Codecs;

/// <summary>The last sequence parameter set that passed by. Larger ones than any in use are cut: size and timing stand in front.</summary>
internal sealed class ParameterSetCopy
{
    private readonly byte[] _bytes = new byte[512];
    private int _length;

    public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    public void Take(ReadOnlySpan<byte> nal)
    {
        _length = Math.Min(nal.Length, _bytes.Length);
        nal[.._length].CopyTo(_bytes);
    }
}
