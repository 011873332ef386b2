namespace CameraHealth.Onvif;

/// <summary>A media profile as the device declares it. The stream itself is the truth about codec and size.</summary>
/// <param name="Token">Names the profile to the device; never empty.</param>
/// <param name="Name">Name given by the device or its administrator.</param>
/// <param name="VideoSourceToken">The video source (on a recorder: channel) it shows.</param>
/// <param name="Codec">As declared: H264, H265, JPEG, MPEG4... Null: no encoder configuration (media1 cannot name H.265).</param>
/// <param name="Width">Pixels.</param>
/// <param name="Height">Pixels.</param>
/// <param name="FrameRate">Frames per second, encoding interval included.</param>
/// <param name="BitRate">Limit in bit/s.</param>
/// <param name="Media2">The profile was told by the media2 service, which is then asked for its stream address.</param>
public sealed record MediaProfile(
    string Token,
    string? Name,
    string? VideoSourceToken,
    string? Codec,
    int? Width,
    int? Height,
    double? FrameRate,
    double? BitRate,
    bool Media2)
{
    /// <summary>Pictures from keyframe to keyframe; null: not told.</summary>
    public int? GovLength { get; init; }
}
