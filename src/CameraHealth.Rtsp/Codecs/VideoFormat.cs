namespace CameraHealth.Rtsp.Codecs;

/// <summary>What a parameter set, or a picture header, tells of the picture.</summary>
/// <param name="Width">Pixels shown, after cropping.</param>
/// <param name="Height">Pixels shown, after cropping.</param>
/// <param name="FrameRate">VUI timing; null when absent or absurd.</param>
internal readonly record struct VideoFormat(int Width, int Height, double? FrameRate)
{
    private const int LargestSide = 32768;

    /// <summary>Null when the size cannot be one of a camera.</summary>
    public static VideoFormat? From(long width, long height, double frameRate) =>
        width is > 0 and <= LargestSide && height is > 0 and <= LargestSide
            ? new VideoFormat((int)width, (int)height, frameRate is >= 0.1 and <= 240 ? frameRate : null)
            : null;
}
