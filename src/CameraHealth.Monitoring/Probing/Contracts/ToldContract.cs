using CameraHealth.Monitoring.Fleet;
using CameraHealth.Onvif;

namespace CameraHealth.Monitoring.Probing.Contracts;

/// <summary>The contract that a device's own encoder settings make.</summary>
public static class ToldContract
{
    // Encoders keep to their limit over seconds, not within each group of pictures.
    private const double BitRateAllowance = 1.25;

    /// <summary>Null: the profile names no encoder setting.</summary>
    public static StreamContract? Of(MediaProfile profile)
    {
        var terms = new StreamContract
        {
            Codec = CodecOf(profile.Codec),
            Width = profile.Height is null ? null : profile.Width,
            Height = profile.Width is null ? null : profile.Height,
            FrameRate = profile.FrameRate,
            BitRateHigh = profile.BitRate * BitRateAllowance,
            KeyframeInterval = profile is { GovLength: { } pictures, FrameRate: { } rate } ? TimeSpan.FromSeconds(Math.Round(pictures / rate, 3)) : null,
        };
        return terms == new StreamContract() ? null : terms;
    }

    // What media1 calls JPEG is MJPEG in an SDP; other names are not compared, makers spell them as they like.
    private static string? CodecOf(string? encoding) => encoding?.ToUpperInvariant() switch
    {
        "H264" => "H264",
        "H265" or "HEVC" => "H265",
        "JPEG" or "MJPEG" => "MJPEG",
        _ => null,
    };
}
