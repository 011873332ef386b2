using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Uptime;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Kpis;

/// <summary>The storage's KPI query and maintenance.</summary>
internal sealed class StoredKpiReader(KpiQuery kpis, MaintenanceStore maintenance, CorrectionStore corrections) : IKpiReader
{
    public Task<KpiAnswer> ReadAsync(KpiRequest request, CancellationToken cancellationToken) => DatabaseAnswer.AskAsync(() => kpis.ReadAsync(request, cancellationToken));

    public Task<IReadOnlyList<MaintenanceListing>?> ListMaintenanceAsync(string code, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => maintenance.ListAsync(code, cancellationToken));

    public Task<long> AddMaintenanceAsync(MaintenanceEntry entry, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => maintenance.AddAsync(entry, cancellationToken));

    public Task<bool> EndMaintenanceAsync(long id, string reason, string person, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => maintenance.EndAsync(id, reason, person, cancellationToken));

    public Task<IReadOnlyList<CorrectionListing>?> ListCorrectionsAsync(string code, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => corrections.ListAsync(code, cancellationToken));

    public Task<long> AddCorrectionAsync(CorrectionEntry entry, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => corrections.AddAsync(entry, cancellationToken));

    public Task<bool> TakeBackCorrectionAsync(long id, string reason, string person, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => corrections.TakeBackAsync(id, reason, person, cancellationToken));
}
