using CameraHealth.Storage.Uptime;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Kpis;
using CameraHealth.Web.Localization;
using CameraHealth.Web.Maintenance;
using Microsoft.AspNetCore.Components;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Components;

/// <summary>Maintenance windows that concern a device; enters one, and ends one after asking.</summary>
public sealed partial class MaintenancePanel
{
    private const int Shown = 20;

    private IReadOnlyList<MaintenanceListing>? _windows;
    private MaintenanceListing? _ending;
    private string? _problem;
    private string _why = string.Empty;
    private string _who = string.Empty;
    private (string, DateTimeOffset?)? _loadedFor;

    [Parameter, EditorRequired]
    public string Code { get; set; } = string.Empty;

    /// <summary>Changes when the list is to be read again.</summary>
    [Parameter]
    public DateTimeOffset? Tick { get; set; }

    [Inject]
    private IKpiReader Reader { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        if (_loadedFor != (Code, Tick))
        {
            _loadedFor = (Code, Tick);
            await TryAsync(LoadAsync);
        }
    }

    private static string? LateKey(MaintenanceListing window) =>
        window.IsAfterTheFact ? "Maintenance.AfterTheFact"
        : window.Window.Weekly is not null && window.Window.Expand(window.Window.Valid.From, window.Window.EnteredAt).Any(period => period.IsAfterTheFact) ? "Maintenance.PartlyAfterTheFact"
        : null;

    private static string ScopeOf(MaintenanceListing window) => window switch
    {
        { Device: { } device } => device,
        { Site: { } site } => T("Maintenance.OfSite", site),
        { Group: { } group } => T("Maintenance.OfGroup", group),
        _ => T("Maintenance.OfAll"),
    };

    // What ending does: see MaintenanceStore.
    private (bool HasBegun, bool IsOver) StandOf(MaintenanceListing window) =>
        (window.Window.Valid.From <= Time.GetUtcNow(), window.Window.Valid.To <= Time.GetUtcNow());

    private string VerbOf(MaintenanceListing window) => StandOf(window) switch
    {
        (_, true) => "Maintenance.TakeBack",
        (true, _) => "Maintenance.EndNow",
        _ => "Maintenance.Cancel",
    };

    private string QuestionOf(MaintenanceListing window) => StandOf(window) switch
    {
        (_, true) => "Maintenance.SureToTakeBack",
        (true, _) => "Maintenance.SureToEnd",
        _ => "Maintenance.SureToCancel",
    };

    private void AskToEnd(MaintenanceListing window) => (_ending, _why) = (window, string.Empty);

    private Task<bool> AddAsync(MaintenanceDraft draft) => TryAsync(async () =>
    {
        await Reader.AddMaintenanceAsync(draft.ToEntry(Code), CancellationToken.None);
        await LoadAsync();
    });

    private async Task EndAsync()
    {
        if (_ending is { } window && !string.IsNullOrWhiteSpace(_why) && !string.IsNullOrWhiteSpace(_who))
        {
            await TryAsync(async () =>
            {
                await Reader.EndMaintenanceAsync(window.Id, _why, _who, CancellationToken.None);
                _ending = null;
                await LoadAsync();
            });
        }
    }

    private async Task LoadAsync() => _windows = await Reader.ListMaintenanceAsync(Code, CancellationToken.None);

    private async Task<bool> TryAsync(Func<Task> work)
    {
        try
        {
            await work();
            _problem = null;
            return true;
        }
        catch (FleetUnavailableException)
        {
            _problem = "Kpi.Unavailable";
            return false;
        }
    }
}
