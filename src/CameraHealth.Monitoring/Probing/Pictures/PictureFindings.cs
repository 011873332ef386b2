using System.Globalization;
using CameraHealth.Imaging;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>What a picture's faults say about its rung.</summary>
internal static class PictureFindings
{
    // By night when it has no colour, or is so dark that colours say nothing.
    private const double NightBrightness = 0.12;

    /// <summary>The finding for a picture that was looked at.</summary>
    public static RungFinding Of(PictureReading reading, PollPolicy policy)
    {
        if (reading.Faults.Count == 0)
        {
            return RungFinding.Good(Rung.Picture);
        }

        var main = reading.Faults[0];
        var reason = PictureReasons.Of(main.Kind) ?? Reason.NotAPicture;
        var isDark = reason is Reason.SignalLoss or Reason.PictureBlack;
        return new RungFinding(Rung.Picture, isDark && policy.IsDarkUnhealthy ? Finding.Failed : Finding.Deviating, reason, Describe(main));
    }

    /// <summary>Whether a report looks like one of a picture taken by night.</summary>
    public static bool IsNight(PictureReport report) => report.IsMonochrome || report.Brightness < NightBrightness;

    /// <summary>Why bytes could not be looked at.</summary>
    public static Reason ReasonOf(PictureFailureReason failure) =>
        failure is PictureFailureReason.TooLarge or PictureFailureReason.TooManyPixels ? Reason.PictureTooLarge : Reason.NotAPicture;

    private static string Describe(SeenFault fault) => fault.AreaPercent is { } area
        ? string.Create(CultureInfo.InvariantCulture, $"{fault.Kind} {fault.Score:0.00}, {area:0} %")
        : string.Create(CultureInfo.InvariantCulture, $"{fault.Kind} {fault.Score:0.00}");
}
