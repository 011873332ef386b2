using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Tests.Monitoring.Doubles;

/// <summary>Readings of pictures, made in one line each.</summary>
internal static class Pictures
{
    public static PictureReading Seen(params IReadOnlyList<SeenFault> faults) => new()
    {
        Origin = PictureOrigin.Snapshot,
        Sha256 = new string('b', 64),
        Bytes = 1000,
        Width = 640,
        Height = 360,
        Faults = faults,
        Measured = ["black", "covered"],
        Sharpness = 0.5,
        Brightness = 0.4,
    };
}
