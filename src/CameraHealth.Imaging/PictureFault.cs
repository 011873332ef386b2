namespace CameraHealth.Imaging;

/// <summary>What can be wrong with a picture. The order is the order of suppression: an earlier one explains the later ones away.</summary>
public enum PictureFault
{
    /// <summary>The card that an encoder or recorder draws when no camera signal arrives.</summary>
    SignalLoss,

    /// <summary>Nothing but darkness.</summary>
    Black,

    /// <summary>Most of the picture is burnt out.</summary>
    Overexposed,

    /// <summary>A part of the view is hidden by something near.</summary>
    Covered,

    /// <summary>Blocks of wrong content: the decoder was fed damaged bytes.</summary>
    Mosaic,

    /// <summary>Regular bands across the picture.</summary>
    Stripes,

    /// <summary>More noise than a sensor makes by night.</summary>
    Noise,

    /// <summary>Out of focus, or a dirty lens.</summary>
    Blurred,

    /// <summary>Fog or film on the lens or before it: dark and bright lie close together.</summary>
    LowContrast,

    /// <summary>The infrared filter stands wrong: magenta or grey by day.</summary>
    NightFilterFault,

    /// <summary>The whole picture is tinted.</summary>
    ColourCast,

    /// <summary>The camera looks elsewhere than in its reference picture.</summary>
    Moved,

    /// <summary>The same pixels as in the previous picture, whatever the clock in it says.</summary>
    Frozen,
}
