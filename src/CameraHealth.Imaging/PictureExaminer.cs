using CameraHealth.Imaging.Decoding;

namespace CameraHealth.Imaging;

/// <summary>Finds what is wrong with a picture. Holds no state: safe to call from any thread.</summary>
public static class PictureExaminer
{
    /// <summary>Decodes a JPEG or PNG and examines it.</summary>
    /// <param name="encoded">The bytes as they came from the camera.</param>
    /// <param name="context">What is known about the camera.</param>
    /// <param name="cancellationToken">Ends the work between two steps of some milliseconds.</param>
    /// <exception cref="PictureException">It cannot be decoded, or goes past a limit.</exception>
    /// <exception cref="OperationCanceledException">The time was over first.</exception>
    public static PictureReport Examine(ReadOnlyMemory<byte> encoded, PictureContext context, CancellationToken cancellationToken)
    {
        using var decoded = PictureDecoder.Decode(encoded, cancellationToken);
        return new PictureReport
        {
            Verdict = null,
            Findings = [],
            Measured = [],
            Width = decoded.Reduced.Width,
            Height = decoded.Reduced.Height,
            Sharpness = null,
            Brightness = 0,
            IsMonochrome = false,
            Shift = null,
            Picture = decoded.Reduced,
        };
    }
}
