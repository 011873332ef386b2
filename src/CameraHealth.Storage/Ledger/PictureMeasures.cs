using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>What is kept of a picture besides its finding, in ten-thousandths: 0 to 10,000.</summary>
/// <param name="Sharpness">Null: the picture shows too little to tell.</param>
/// <param name="Brightness">Median.</param>
internal sealed record PictureMeasures(short? Sharpness, short Brightness)
{
    private const double Parts = 10_000;

    /// <summary>Null: no picture was looked at.</summary>
    public static PictureMeasures? Of(PictureReading? picture) =>
        picture is null ? null : new PictureMeasures(picture.Sharpness is { } sharpness && double.IsFinite(sharpness) ? ToParts(sharpness) : null, ToParts(picture.Brightness));

    private static short ToParts(double share) => (short)Math.Round(Math.Clamp(double.IsFinite(share) ? share : 0, 0, 1) * Parts);
}
