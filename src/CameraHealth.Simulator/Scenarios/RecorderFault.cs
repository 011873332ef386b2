namespace CameraHealth.Simulator.Scenarios;

/// <summary>What is wrong with the archive of a device as a whole. In files and in the admin API in snake case.</summary>
public enum RecorderFault
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>No recording, search and replay service is listed or answered.</summary>
    NoArchiveServices,

    /// <summary>The storage has failed: recording has stopped and the jobs say so.</summary>
    StorageFailed,

    /// <summary>No free search session (ter:ResourceProblem).</summary>
    SearchBusy,

    /// <summary>SETUP of a playback is answered 453 Not Enough Bandwidth.</summary>
    PlaybackBusy,

    /// <summary>SETUP of a playback is answered 403 Forbidden.</summary>
    PlaybackForbidden,

    /// <summary>Replay is not known: 551 to its option.</summary>
    PlaybackUnsupported,

    /// <summary>The time asked for is not read: the newest footage is played for any.</summary>
    IgnoresRange,
}
