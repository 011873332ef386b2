using System.Buffers;
using System.Buffers.Binary;
using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>Makes a JPEG file of the packets of one picture (RFC 2435; ONVIF Streaming, 5.1.4).</summary>
internal sealed class JpegCollector : KeyframeCollector
{
    private const int TableBytes = 64;
    private readonly ArrayBufferWriter<byte> _scan = new();
    private byte[] _tables = [];
    private (int Width, int Height) _size;
    private int _restartInterval;
    private byte _type;
    private bool _isWhole;

    public override void TakePacket(in RtpPacket packet)
    {
        if (!JpegFragment.TryParse(packet.Payload, out var fragment))
            return;
        if (fragment.Offset == 0)
        {
            _isWhole = true;
            (_type, _restartInterval) = (fragment.Type, fragment.RestartInterval);
            if (fragment is { Width: > 0, Height: > 0 })
                _size = (fragment.Width, fragment.Height);
            NoteTables(fragment);
            if (packet.ExtensionId == JpegSegments.ExtensionId)
                NoteHeaders(packet.Extension);
        }

        // Contiguous from zero, or it is not this picture.
        _isWhole &= fragment.Offset == _scan.WrittenCount && _scan.WrittenCount + fragment.Scan.Length <= KeyframePicture.MaxBytes;
        if (_isWhole)
            _scan.Write(fragment.Scan);
    }

    protected override byte[]? Assemble()
    {
        if (!_isWhole || _scan.WrittenCount == 0 || _tables.Length < TableBytes || _size.Width == 0 || (_type & 0x3f) > 1)
            return null;
        using var file = new MemoryStream();
        file.Write([0xff, 0xd8]);
        for (var i = 0; i < Math.Min(_tables.Length / TableBytes, 4); i++)
            WriteSegment(file, 0xdb, [(byte)i, .. _tables.AsSpan(i * TableBytes, TableBytes)]);
        WriteFrame(file);
        WriteSegment(file, 0xc4, JpegTables.Huffman);
        if (_restartInterval > 0)
            WriteSegment(file, 0xdd, [(byte)(_restartInterval >> 8), (byte)_restartInterval]);
        WriteSegment(file, 0xda, [3, 1, 0x00, 2, 0x11, 3, 0x11, 0, 63, 0]);
        file.Write(_scan.WrittenSpan);
        var bytes = file.ToArray();
        return bytes.AsSpan().EndsWith((ReadOnlySpan<byte>)[0xff, 0xd9]) ? bytes : [.. bytes, 0xff, 0xd9];
    }

    protected override void Clear()
    {
        _scan.ResetWrittenCount();
        _isWhole = false;
    }

    // Without tables in the packet those of the picture before hold: Q = 0 (ONVIF), and Q = 255 with a length of 0.
    private void NoteTables(in JpegFragment fragment)
    {
        if (fragment.Tables.Length >= TableBytes)
            _tables = fragment.Tables.ToArray();
        else if (fragment.Quality is > 0 and < 100)
            _tables = JpegTables.Quantization(fragment.Quality);
    }

    private void NoteHeaders(ReadOnlySpan<byte> headers)
    {
        if (JpegSegments.ReadSize(headers) is { } size)
            _size = (size.Width, size.Height);
        var tables = new List<byte>();
        while (JpegSegments.TryTake(ref headers, out var marker, out var segment))
        {
            while (marker == 0xdb && segment.Length > TableBytes && segment[0] < 16)
            {
                tables.AddRange(segment.Slice(1, TableBytes));
                segment = segment[(TableBytes + 1)..];
            }
        }

        if (tables.Count > 0)
            _tables = [.. tables];
    }

    // Three components; the chroma ones use the second table where there is one.
    private void WriteFrame(MemoryStream file)
    {
        Span<byte> frame = stackalloc byte[15];
        frame[0] = 8;
        BinaryPrimitives.WriteUInt16BigEndian(frame[1..], (ushort)_size.Height);
        BinaryPrimitives.WriteUInt16BigEndian(frame[3..], (ushort)_size.Width);
        var chroma = (byte)(_tables.Length >= 2 * TableBytes ? 1 : 0);
        ReadOnlySpan<byte> components = [3, 1, (byte)((_type & 1) == 0 ? 0x21 : 0x22), 0, 2, 0x11, chroma, 3, 0x11, chroma];
        components.CopyTo(frame[5..]);
        WriteSegment(file, 0xc0, frame);
    }

    private static void WriteSegment(MemoryStream file, byte marker, ReadOnlySpan<byte> content)
    {
        var length = content.Length + 2;
        file.Write([0xff, marker, (byte)(length >> 8), (byte)length]);
        file.Write(content);
    }
}
