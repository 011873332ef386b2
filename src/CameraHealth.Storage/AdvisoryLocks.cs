namespace CameraHealth.Storage;

/// <summary>Numbers of the advisory locks. 724001 is taken by <c>ensure_observation_partition</c>.</summary>
internal static class AdvisoryLocks
{
    /// <summary>One migrator at a time.</summary>
    public const long Migration = 724000;

    /// <summary>Makes the order of recorded times the order of commits: writers hold it exclusively from reading the clock to the commit,
    /// a reader that chooses its as-of shares it for one statement.</summary>
    public const long Recording = 724002;

    /// <summary>One import at a time.</summary>
    public const long Import = 724003;

    /// <summary>With the device as second key: one writer of a device's pictures at a time.</summary>
    public const int Pictures = 724004;
}
