namespace CameraHealth.Monitoring;

/// <summary>The worker's copy of its fleet in its own data folder, to poll on from when it starts while the database is away. Credentials stay sealed in it.</summary>
/// <remarks>
/// What a worker that started so may do: every question that needs no login. It logs in nowhere: no account was accepted in this process yet, and
/// an attempt needs a reservation in the database; the rungs it could not ask are inconclusive (budget unavailable) and become Unknown. A worker
/// that lost the database while it ran goes on with the accounts that were accepted before. Results wait on disk under the epochs of the copy;
/// if another worker has claimed the groups meanwhile, they are kept as facts and judged again.
/// </remarks>
public interface ILocalFleet
{
    /// <summary>Writes the copy whole, in place of the last one.</summary>
    /// <exception cref="IOException">It cannot be written; the last one stays.</exception>
    /// <exception cref="UnauthorizedAccessException">It may not be written; the last one stays.</exception>
    void Save(LocalFleetCopy copy);

    /// <summary>Reads the copy; null: there is none, or it cannot be read (damaged, or of another version).</summary>
    LocalFleetCopy? TryLoad();
}

/// <summary>The fleet as a run of the worker owned it.</summary>
/// <param name="Owner">Under which name the groups were claimed.</param>
/// <param name="ClockOffset">Database time minus the machine's clock, as last measured.</param>
/// <param name="Fleet">Groups with their epochs, devices, credentials, and the last states.</param>
public sealed record LocalFleetCopy(string Owner, TimeSpan ClockOffset, OwnedFleet Fleet);
