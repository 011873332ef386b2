using System.Buffers;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>Collects a keyframe of H.264 or H.265 in Annex B, with the parameter sets that hold for it in front.</summary>
internal sealed class NalCollector(bool isH265) : KeyframeCollector, INalSink
{
    private readonly ArrayBufferWriter<byte> _units = new();
    private readonly ParameterSetStore _parameterSets = new(isH265);
    private bool _isKeyframe;
    private bool _hasBeginning;
    private bool _inFragment;

    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    /// <summary>Takes a parameter set of the description; those in band come later and win.</summary>
    public void Declare(ReadOnlySpan<byte> parameterSet) => _parameterSets.Take(parameterSet);

    public void Take(ReadOnlySpan<byte> nal)
    {
        _inFragment = false;
        if (_parameterSets.Take(nal) || Picture is not null || IsDelimiter(nal))
            return;
        NoteSlice(nal);
        Append(StartCode);
        Append(nal);
    }

    public void TakeFragment(ReadOnlySpan<byte> header, ReadOnlySpan<byte> piece, bool isFirst)
    {
        if (Picture is not null)
            return;
        if (isFirst)
        {
            NoteSlice([.. header, .. piece[..Math.Min(1, piece.Length)]]);
            Append(StartCode);
            Append(header);
            _inFragment = true;
        }

        // A piece without its beginning belongs to a picture whose first packets were missed.
        if (_inFragment)
            Append(piece);
    }

    protected override byte[]? Assemble()
    {
        if (!_isKeyframe || !_hasBeginning || !_parameterSets.IsComplete || _units.WrittenCount > KeyframePicture.MaxBytes)
            return null;
        using var picture = new MemoryStream();
        foreach (var set in _parameterSets.InOrder)
        {
            picture.Write(StartCode);
            picture.Write(set);
        }

        picture.Write(_units.WrittenSpan);
        return picture.ToArray();
    }

    protected override void Clear()
    {
        _units.ResetWrittenCount();
        _isKeyframe = _hasBeginning = _inFragment = false;
    }

    private void NoteSlice(ReadOnlySpan<byte> nal)
    {
        var headerBytes = isH265 ? 2 : 1;
        if (nal.Length <= headerBytes)
            return;
        var type = TypeOf(nal);
        _isKeyframe |= isH265 ? type is >= 16 and <= 21 : type == 5;
        _hasBeginning |= (isH265 ? type < 32 : type is 1 or 5) && (nal[headerBytes] & 0x80) != 0;
    }

    private bool IsDelimiter(ReadOnlySpan<byte> nal) => nal.IsEmpty || TypeOf(nal) == (isH265 ? 35 : 9);

    private int TypeOf(ReadOnlySpan<byte> nal) => isH265 ? (nal[0] >> 1) & 0x3f : nal[0] & 0x1f;

    private void Append(ReadOnlySpan<byte> bytes)
    {
        // One byte above the limit is kept as the mark that it was passed.
        var room = KeyframePicture.MaxBytes + 1 - _units.WrittenCount;
        _units.Write(bytes[..Math.Min(room, bytes.Length)]);
    }
}
