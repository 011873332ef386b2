using System.Buffers;
using CameraHealth.Rtsp.Codecs;
using CameraHealth.Rtsp.Rtp;
using CameraHealth.Rtsp.Sdp;

namespace CameraHealth.Rtsp.Replay;

/// <summary>Keeps pictures as a decoder wants them, and forgets those before a keyframe that is good enough to begin with.</summary>
internal sealed class FootageBuffer : INalSink
{
    private readonly ArrayBufferWriter<byte> _picture = new();
    private readonly List<byte[]> _pictures = [];
    private readonly byte[] _declared;
    private readonly bool _isJpeg;
    private readonly int _maxBytes;
    private JpegCollector _jpeg = new();
    private long _bytes;

    public FootageBuffer(MediaDescription media, int payloadType, int maxBytes)
    {
        _isJpeg = media.Codec(payloadType) == "MJPEG";
        _maxBytes = maxBytes;
        _declared = [.. DeclaredFormat.ParameterSets(media, payloadType).SelectMany(set => (byte[])[.. StartCode, .. set])];
    }

    /// <summary>Above the limit nothing more is kept.</summary>
    public bool IsFull => _bytes + _picture.WrittenCount > _maxBytes;

    private static ReadOnlySpan<byte> StartCode => [0, 0, 0, 1];

    public void Take(ReadOnlySpan<byte> nal)
    {
        Append(StartCode);
        Append(nal);
    }

    public void TakeFragment(ReadOnlySpan<byte> header, ReadOnlySpan<byte> piece, bool isFirst)
    {
        if (isFirst)
        {
            Append(StartCode);
            Append(header);
        }

        Append(piece);
    }

    /// <summary>Takes a packet of JPEG, whose units do not come by themselves.</summary>
    public void TakeJpeg(in RtpPacket packet, bool isContiguous, long arrivedAt)
    {
        if (_isJpeg && _jpeg.Begin(packet.Timestamp, packet.Marker, isContiguous, arrivedAt))
            _jpeg.TakePacket(packet);
    }

    /// <summary>The picture at hand is complete.</summary>
    /// <param name="isBeginning">Nothing before it is needed.</param>
    public void EndPicture(bool isBeginning)
    {
        if (isBeginning)
        {
            _pictures.Clear();
            _bytes = 0;
        }

        if (_isJpeg)
        {
            _jpeg.End();
            Keep(_jpeg.Picture ?? []);
            _jpeg = new JpegCollector();
            return;
        }

        Keep(_picture.WrittenSpan.ToArray());
        _picture.ResetWrittenCount();
    }

    public byte[] ToArray()
    {
        using var all = new MemoryStream();
        if (_pictures.Count > 0)
            all.Write(_declared);
        foreach (var picture in _pictures)
            all.Write(picture);
        return all.ToArray();
    }

    private void Keep(byte[] picture)
    {
        _pictures.Add(picture);
        _bytes += picture.Length;
    }

    private void Append(ReadOnlySpan<byte> bytes)
    {
        if (!IsFull)
            _picture.Write(bytes);
    }
}
