namespace CameraHealth.Monitoring;

/// <summary>The register, as a worker sees it. The seam to Postgres.</summary>
public interface IFleetStore
{
    /// <summary>Takes every group over under a new epoch and loads it with the last states. From here on what an older owner writes is no verdict.</summary>
    /// <param name="worker">Names this run of the worker: another run, though of the same machine, is another owner.</param>
    /// <param name="cancellationToken">Ends the claim; nothing is taken over then.</param>
    Task<OwnedFleet> ClaimAsync(string worker, CancellationToken cancellationToken);

    /// <summary>Loads the claimed groups again after a change of the register; new groups are claimed, epochs of owned ones stay.
    /// Groups that another worker has claimed since are absent.</summary>
    Task<OwnedFleet> ReloadAsync(string worker, CancellationToken cancellationToken);

    /// <summary>The register's version; one cheap read.</summary>
    Task<long> ReadVersionAsync(CancellationToken cancellationToken);

    /// <summary>Says that the worker lives, with database time, and what waits on its disk; and counts for K26.</summary>
    Task BeatAsync(string worker, SpoolReport spool, CancellationToken cancellationToken);

    /// <summary>Database time now: for the worker's offset. Throws when the database is away.</summary>
    Task<DateTimeOffset> ReadDatabaseTimeAsync(CancellationToken cancellationToken);
}
