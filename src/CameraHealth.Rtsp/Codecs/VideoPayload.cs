using CameraHealth.Rtsp.Rtp;
using CameraHealth.Rtsp.Sdp;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>
/// Reads the payload format of one codec, far enough to see pictures, keyframes and the picture's size. The per-packet path
/// allocates nothing: a parameter set is copied as it passes and read at the end, or when it differs from the one before.
/// </summary>
internal abstract class VideoPayload
{
    /// <summary>Whether keyframes can be told from other pictures.</summary>
    public virtual bool TellsKeyframes => true;

    /// <summary>What the stream itself told last; null: nothing yet.</summary>
    public abstract VideoFormat? Format { get; }

    /// <summary>How often the size of the picture changed in the stream.</summary>
    public virtual int SizeChanges => 0;

    /// <summary>What this packet holds of a picture.</summary>
    public abstract PictureParts Read(in RtpPacket packet);

    public static VideoPayload For(MediaDescription media, int payloadType, INalSink? sink = null) => media.Codec(payloadType) switch
    {
        "H264" => new H264Payload(sink),
        "H265" => new H265Payload(HasDecodingOrder(media, payloadType), sink),
        "MJPEG" => new JpegPayload(),
        _ => new OpaquePayload(),
    };

    private static bool HasDecodingOrder(MediaDescription media, int payloadType) =>
        media.FormatParameter(payloadType, "sprop-max-don-diff") is { } order and not "0" && order.Length > 0;
}
