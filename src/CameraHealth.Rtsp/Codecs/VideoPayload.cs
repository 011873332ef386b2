using CameraHealth.Rtsp.Rtp;
using CameraHealth.Rtsp.Sdp;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>
/// Reads the payload format of one codec, far enough to see pictures, keyframes and the picture's size. The per-packet path
/// allocates nothing: a parameter set is copied as it passes and read at the end.
/// </summary>
internal abstract class VideoPayload
{
    /// <summary>Whether keyframes can be told from other pictures.</summary>
    public virtual bool TellsKeyframes => true;

    /// <summary>What the stream itself told last; null: nothing yet.</summary>
    public abstract VideoFormat? Format { get; }

    /// <summary>What this packet holds of a picture.</summary>
    public abstract PictureParts Read(in RtpPacket packet);

    public static VideoPayload For(MediaDescription media, int payloadType) => media.Codec(payloadType) switch
    {
        "H264" => new H264Payload(),
        "H265" => new H265Payload(hasDecodingOrder: media.FormatParameter(payloadType, "sprop-max-don-diff") is { } order and not "0" && order.Length > 0),
        "MJPEG" => new JpegPayload(),
        _ => new OpaquePayload(),
    };
}
