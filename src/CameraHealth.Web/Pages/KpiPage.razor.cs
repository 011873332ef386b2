using System.Globalization;
using CameraHealth.Storage.Queries;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Kpis;
using CameraHealth.Web.Localization;
using Microsoft.AspNetCore.Components;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Pages;

/// <summary>The figures of a window, as a table that everything can be read from: what each was made from, its coverage and its as-of.</summary>
public sealed partial class KpiPage
{
    private KpiAnswer? _answer;
    private IReadOnlyList<DeviceRow> _devices = [];
    private KpiSpan _span = KpiSpan.Month;
    private KpiGrouping _grouping = KpiGrouping.Site;
    private KpiOrder _order = KpiOrder.Default;
    private string? _problem;

    [SupplyParameterFromQuery]
    private string? Window { get; set; }

    [SupplyParameterFromQuery]
    private string? From { get; set; }

    [SupplyParameterFromQuery]
    private string? To { get; set; }

    [SupplyParameterFromQuery]
    private string? GroupBy { get; set; }

    [SupplyParameterFromQuery]
    private string? Sort { get; set; }

    [Inject]
    private IKpiReader Reader { get; set; } = default!;

    [Inject]
    private FleetFeed Feed { get; set; } = default!;

    [Inject]
    private TimeProvider Time { get; set; } = default!;

    [Inject]
    private WebRoleOptions Options { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    protected override async Task OnParametersSetAsync()
    {
        _span = SnakeCase.TryParse<KpiSpan>(Window ?? string.Empty, out var span) ? span : KpiSpan.Month;
        _grouping = SnakeCase.TryParse<KpiGrouping>(GroupBy ?? string.Empty, out var grouping) ? grouping : KpiGrouping.Site;
        _order = KpiOrder.Of(Sort);
        (_answer, _problem) = (null, null);
        _devices = (await Feed.ReadAsync(CancellationToken.None)).Devices;
        if (KpiWindow.Of(_span, Day(From), Day(To), Time.GetUtcNow(), Options.TimeZone) is not { } window)
        {
            _problem = "Kpi.BadDates";
            return;
        }

        try
        {
            _answer = await Reader.ReadAsync(new KpiRequest(window.From, window.To, _grouping), CancellationToken.None);
        }
        catch (FleetUnavailableException)
        {
            _problem = "Kpi.Unavailable";
        }
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private static string TitleOf(KpiRow row) => row.Key is not { } key ? T("Kpi.NoKey") : row.Name is { } name && name != key ? $"{key} {name}" : key;

    private string? LinkOf(KpiRow row) => _grouping == KpiGrouping.Device ? $"/devices/{Uri.EscapeDataString(row.Key!)}" : null;

    private string AddressOf(string column) =>
        $"/kpis?window={SnakeCase.Of(_span)}&from={Uri.EscapeDataString(From ?? string.Empty)}&to={Uri.EscapeDataString(To ?? string.Empty)}&groupBy={SnakeCase.Of(_grouping)}&sort={_order.Next(column)}";
}
