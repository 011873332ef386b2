using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Uptime;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Kpis;

namespace CameraHealth.Tests.Web.Doubles;

/// <summary>Figures and maintenance as the web role sees them, held in memory.</summary>
internal sealed class StoredFigures(TimeProvider time) : IKpiReader
{
    private readonly List<MaintenanceListing> _windows = [];

    public TimeTally Tally { get; set; } = new(90_000_000, 10_000_000, 0, 0, 0, 0, 0, 0);

    /// <summary>Every window that was entered.</summary>
    public List<MaintenanceEntry> Added { get; } = [];

    /// <summary>Every window that was ended: which, why, who.</summary>
    public List<(long Id, string Reason, string Person)> Ended { get; } = [];

    /// <summary>Every correction.</summary>
    public List<CorrectionListing> Corrections { get; } = [];

    /// <summary>Whether the database does not answer.</summary>
    public bool IsAway { get; set; }

    public Task<KpiAnswer> ReadAsync(KpiRequest request, CancellationToken cancellationToken) => Task.FromResult(new KpiAnswer(
        request.From, request.To, Rows.Now, Rows.Now.AddHours(-1), request.GroupBy, request.RepairTarget, Row(null), [Row("BD")], new HeartbeatFigures(99, 100), null));

    public Task<IReadOnlyList<MaintenanceListing>?> ListMaintenanceAsync(string code, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        return Task.FromResult<IReadOnlyList<MaintenanceListing>?>([.. _windows.Where(window => window.Device == code).OrderByDescending(window => window.Window.Valid.From)]);
    }

    public Task<long> AddMaintenanceAsync(MaintenanceEntry entry, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        Added.Add(entry);
        _windows.Add(new MaintenanceListing(
            Added.Count, entry.Device, null, null, new MaintenanceWindow(new Period(entry.From, entry.To), entry.Weekly, time.GetUtcNow()), entry.Reason, entry.Person, time.GetUtcNow()));
        return Task.FromResult((long)Added.Count);
    }

    public Task<bool> EndMaintenanceAsync(long id, string reason, string person, CancellationToken cancellationToken)
    {
        ThrowIfAway();
        Ended.Add((id, reason, person));
        return Task.FromResult(_windows.RemoveAll(window => window.Id == id) > 0);
    }

    public Task<IReadOnlyList<CorrectionListing>?> ListCorrectionsAsync(string code, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<CorrectionListing>?>([.. Corrections.Where(correction => correction.Said.Device == code)]);

    public Task<long> AddCorrectionAsync(CorrectionEntry entry, CancellationToken cancellationToken)
    {
        if (Corrections.Exists(other => other.TakenBack is null && other.Said.Rung == entry.Rung && other.Said.From < entry.To && other.Said.To > entry.From))
        {
            throw new CorrectionOverlapException(new IOException());
        }

        Corrections.Add(new CorrectionListing(Corrections.Count + 1, entry, time.GetUtcNow(), null));
        return Task.FromResult((long)Corrections.Count);
    }

    public Task<bool> TakeBackCorrectionAsync(long id, string reason, string person, CancellationToken cancellationToken)
    {
        var index = Corrections.FindIndex(correction => correction.Id == id && correction.TakenBack is null);
        if (index >= 0)
        {
            Corrections[index] = Corrections[index] with { TakenBack = new TakenBack(time.GetUtcNow(), person, reason) };
        }

        return Task.FromResult(index >= 0);
    }

    private static KpiRow Row(string? key, TimeTally tally) => new()
    {
        Key = key,
        Name = null,
        Devices = 1,
        Measured = tally,
        Corrected = null,
        Online = new OnlineFigures(1, 0, 0, 0, 0, 0),
        Repairs = new RepairFigures(default, default, 0, null, default, 0, 0, 0),
        ChronicDevices = null,
    };

    private KpiRow Row(string? key) => Row(key, Tally);

    private void ThrowIfAway()
    {
        if (IsAway)
        {
            throw new FleetUnavailableException();
        }
    }
}
