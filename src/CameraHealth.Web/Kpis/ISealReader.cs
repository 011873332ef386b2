using CameraHealth.Storage.Sealing;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Kpis;

/// <summary>Sealed days in Postgres. Throws <see cref="FleetUnavailableException"/> when the database does not answer.</summary>
internal interface ISealReader
{
    /// <summary>The latest sealed days, the latest first.</summary>
    Task<IReadOnlyList<DaySeal>> ListAsync(int most, CancellationToken cancellationToken);
}

/// <summary>The storage's seals.</summary>
internal sealed class StoredSealReader(SealStore seals) : ISealReader
{
    public Task<IReadOnlyList<DaySeal>> ListAsync(int most, CancellationToken cancellationToken) => DatabaseAnswer.AskAsync(() => seals.ListAsync(most, cancellationToken));
}
