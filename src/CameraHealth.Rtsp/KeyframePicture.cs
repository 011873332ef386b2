namespace CameraHealth.Rtsp;

/// <summary>One picture that can be decoded by itself, as it came. The bytes are a device's: decode them where they can do no harm.</summary>
/// <param name="Codec"><c>H264</c>, <c>H265</c> or <c>MJPEG</c>.</param>
/// <param name="Bytes">H.264 and H.265: Annex B, parameter sets first. MJPEG: a JPEG file. At most <see cref="MaxBytes"/>.</param>
/// <param name="ReceivedAt">When its first packet arrived; the probe's clock.</param>
public sealed record KeyframePicture(string Codec, ReadOnlyMemory<byte> Bytes, DateTimeOffset ReceivedAt)
{
    /// <summary>Larger pictures are not kept: 4K keyframes of cameras are below 2 MiB.</summary>
    public const int MaxBytes = 8 * 1024 * 1024;
}
