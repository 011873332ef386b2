using CameraHealth.Imaging;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>The reason that goes with each fault of a picture: the one table from the examiner's names to ours.</summary>
public static class PictureReasons
{
    /// <summary>The reason of a fault by its name; null: no such name.</summary>
    public static Reason? Of(string kind) => PictureFaultNames.TryParse(kind, out var fault) ? Of(fault) : null;

    /// <summary>The reason of a fault.</summary>
    public static Reason Of(PictureFault fault) => fault switch
    {
        PictureFault.SignalLoss => Reason.SignalLoss,
        PictureFault.Black => Reason.PictureBlack,
        PictureFault.Overexposed => Reason.PictureOverexposed,
        PictureFault.Covered => Reason.PictureCovered,
        PictureFault.Mosaic => Reason.PictureMosaic,
        PictureFault.Stripes => Reason.PictureStripes,
        PictureFault.Noise => Reason.PictureNoise,
        PictureFault.Blurred => Reason.PictureBlurred,
        PictureFault.LowContrast => Reason.PictureLowContrast,
        PictureFault.NightFilterFault => Reason.NightFilterFault,
        PictureFault.ColourCast => Reason.PictureColourCast,
        PictureFault.Moved => Reason.ViewMoved,
        PictureFault.Frozen => Reason.PictureFrozen,
        _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "a fault without a reason"),
    };
}
