using CameraHealth.Monitoring;

namespace CameraHealth.Tests.Worker.Doubles;

/// <summary>The local copy in memory.</summary>
internal sealed class PlayedLocalFleet : ILocalFleet
{
    public LocalFleetCopy? Copy { get; set; }

    /// <summary>How often it was written.</summary>
    public int Saves { get; private set; }

    public void Save(LocalFleetCopy copy)
    {
        Copy = copy;
        Saves++;
    }

    public LocalFleetCopy? TryLoad() => Copy;
}
