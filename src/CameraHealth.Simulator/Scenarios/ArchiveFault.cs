namespace CameraHealth.Simulator.Scenarios;

/// <summary>What is wrong with one day of a recording.</summary>
public enum ArchiveFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>There is no footage, and the recorder's search says so.</summary>
    Missing,

    /// <summary>The search says that there is footage; playback begins after the day.</summary>
    MissingUnknown,

    /// <summary>Playback delivers bytes that no decoder can read.</summary>
    Corrupt,

    /// <summary>Playback delivers footage of two hours earlier, and its times say so.</summary>
    MisTimed,

    /// <summary>Playback delivers footage without capture times.</summary>
    WithoutTimes,
}
