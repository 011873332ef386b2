using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Uptime;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Kpis;

/// <summary>Figures, maintenance and corrections in Postgres. Every method throws <see cref="FleetUnavailableException"/> when the database does not answer.</summary>
internal interface IKpiReader
{
    /// <summary>The figures of a window.</summary>
    Task<KpiAnswer> ReadAsync(KpiRequest request, CancellationToken cancellationToken);

    /// <summary>Current maintenance windows that concern a device; null: no such code.</summary>
    Task<IReadOnlyList<MaintenanceListing>?> ListMaintenanceAsync(string code, CancellationToken cancellationToken);

    /// <summary>Enters a window and gives its identity.</summary>
    Task<long> AddMaintenanceAsync(MaintenanceEntry entry, CancellationToken cancellationToken);

    /// <summary>Ends or takes back a window; false: there is no current one with this identity.</summary>
    Task<bool> EndMaintenanceAsync(long id, string reason, string person, CancellationToken cancellationToken);

    /// <summary>What persons said against a device's measured status, taken back or not; null: no such code.</summary>
    Task<IReadOnlyList<CorrectionListing>?> ListCorrectionsAsync(string code, CancellationToken cancellationToken);

    /// <summary>Enters a correction and gives its identity.</summary>
    /// <exception cref="CorrectionOverlapException">Another one holds for a part of that time.</exception>
    Task<long> AddCorrectionAsync(CorrectionEntry entry, CancellationToken cancellationToken);

    /// <summary>Takes a correction back; false: there is no current one with this identity.</summary>
    Task<bool> TakeBackCorrectionAsync(long id, string reason, string person, CancellationToken cancellationToken);
}
