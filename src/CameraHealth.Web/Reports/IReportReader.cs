using CameraHealth.Storage.Events;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Reports;

/// <summary>What devices tell about themselves. Every method throws <see cref="FleetUnavailableException"/> when the database does not answer.</summary>
internal interface IReportReader
{
    /// <summary>The newest report of each topic and source, those that hold first; empty: it reported nothing, which proves nothing.</summary>
    Task<IReadOnlyList<StoredReport>> ListAsync(string code, CancellationToken cancellationToken);
}
