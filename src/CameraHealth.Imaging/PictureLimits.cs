namespace CameraHealth.Imaging;

/// <summary>How much of a hostile picture is looked at.</summary>
public static class PictureLimits
{
    /// <summary>Encoded size, in bytes: 16 MiB.</summary>
    public const int MaxBytes = 16 * 1024 * 1024;

    /// <summary>Pixels by the header: 50 megapixels.</summary>
    public const long MaxPixels = 50_000_000;

    /// <summary>Smallest width and height that can be judged, in pixels.</summary>
    public const int MinSide = 64;

    /// <summary>How many times as long as the other a side may be; panorama cameras send 4.</summary>
    public const int MaxAspect = 8;

    /// <summary>Passes of a progressive JPEG: each costs as much as a whole picture, and encoders make about ten.</summary>
    public const int MaxScans = 64;
}
