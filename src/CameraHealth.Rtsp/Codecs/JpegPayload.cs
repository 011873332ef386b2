using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>RTP payload format for JPEG (RFC 2435). Each picture can be decoded by itself.</summary>
internal sealed class JpegPayload : VideoPayload
{
    private VideoFormat? _format;
    private int _sizeChanges;

    public override VideoFormat? Format => _format;

    public override int SizeChanges => _sizeChanges;

    public override PictureParts Read(in RtpPacket packet)
    {
        if (!JpegFragment.TryParse(packet.Payload, out var fragment))
            return PictureParts.None;
        if (fragment is { Width: > 0, Height: > 0 })
            Note(VideoFormat.From(fragment.Width, fragment.Height, 0));
        else if (packet.ExtensionId == JpegSegments.ExtensionId)
            Note(JpegSegments.ReadSize(packet.Extension));
        return PictureParts.Slice | PictureParts.Keyframe | (fragment.Offset == 0 ? PictureParts.Beginning : PictureParts.None);
    }

    private void Note(VideoFormat? format)
    {
        if (format is null || format == _format)
            return;
        if (_format is not null)
            _sizeChanges++;
        _format = format;
    }
}
