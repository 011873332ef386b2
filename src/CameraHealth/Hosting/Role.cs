namespace CameraHealth.Hosting;

/// <summary>What one process does.</summary>
internal enum Role
{
    /// <summary>Everything on one machine.</summary>
    All,

    /// <summary>Polls, judges, stores.</summary>
    Worker,

    /// <summary>Pages, API, metrics of the fleet.</summary>
    Web,
}
