using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Monitoring.Probing.Contracts;

/// <summary>Keeps the contracts that devices tell of themselves. The seam to Postgres.</summary>
public interface IContractStore
{
    /// <summary>Keeps a new version of what the device tells; the last one stays to be read.</summary>
    /// <param name="deviceId">The device.</param>
    /// <param name="stream">Of which stream.</param>
    /// <param name="terms">What it tells; null: it tells nothing any more.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Whether it was kept; false: the store is away, and is to be told again.</returns>
    Task<bool> KeepToldAsync(long deviceId, StreamRole stream, StreamContract? terms, CancellationToken cancellationToken);
}
