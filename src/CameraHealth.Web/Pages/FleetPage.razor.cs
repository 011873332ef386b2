using System.Globalization;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Queries;
using CameraHealth.Web.Api;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Localization;
using Microsoft.AspNetCore.Components;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Pages;

/// <summary>The fleet list. What is chosen stands in the address, so that it can be sent to somebody and survives a reload.</summary>
public sealed partial class FleetPage
{
    private const int PageSize = 100;

    private FleetReading _reading = FleetReading.None;
    private List<DeviceRow> _found = [];
    private List<DeviceRow> _shown = [];

    [SupplyParameterFromQuery(Name = "q")]
    private string? Q { get; set; }

    [SupplyParameterFromQuery(Name = "status")]
    private string? StatusName { get; set; }

    [SupplyParameterFromQuery(Name = "site")]
    private string? Site { get; set; }

    [SupplyParameterFromQuery(Name = "kind")]
    private string? KindName { get; set; }

    [SupplyParameterFromQuery(Name = "sort")]
    private string? Sort { get; set; }

    [SupplyParameterFromQuery(Name = "page")]
    private string? PageNumber { get; set; }

    [Inject]
    private FleetFeed Feed { get; set; } = default!;

    [Inject]
    private AvailabilityFeed Availability { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private DeviceFilter Filter => new(
        SnakeCase.TryParse<Status>(StatusName, out var status) ? status : null,
        string.IsNullOrEmpty(Site) ? null : Site,
        SnakeCase.TryParse<DeviceKind>(KindName, out var kind) ? kind : null,
        string.IsNullOrWhiteSpace(Q) ? null : Q);

    private string Order => Sort is { } order && DeviceOrder.IsKnown(order) ? order : DeviceOrder.Default;

    private int PageCount => (_found.Count + PageSize - 1) / PageSize;

    private int Page => Math.Clamp(int.TryParse(PageNumber, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1, 1, Math.Max(PageCount, 1));

    private string Count => _found.Count == _reading.Devices.Count
        ? T("Fleet.Matching", _found.Count)
        : T("Fleet.MatchingOf", _found.Count, _reading.Devices.Count);

    private IEnumerable<(string Code, string Name)> Sites =>
        _reading.Devices.Select(device => (device.SiteCode, device.SiteName)).Distinct().OrderBy(site => site.SiteName, StringComparer.CurrentCulture);

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _reading = await Feed.ReadAsync(cancellationToken);
        Choose();
    }

    protected override void OnParametersSet() => Choose();

    private void Choose()
    {
        _found = [.. DeviceOrder.Apply(Filter.Apply(_reading.Devices), Order)];
        _shown = [.. _found.Skip((Page - 1) * PageSize).Take(PageSize)];
    }

    private void ChooseStatus(Status? status) => Go("status", status is { } chosen ? SnakeCase.Of(chosen) : null);

    private void GoToPage(int page) => Navigate([new("page", page)]);

    private void Clear() => Navigate([new("q", null), new("status", null), new("site", null), new("kind", null), new("page", null)]);

    private void Go(string parameter, string? value) =>
        Navigate([new(parameter, string.IsNullOrEmpty(value) ? null : value), new("page", null)]);

    private void Navigate(IEnumerable<KeyValuePair<string, object?>> changes) =>
        Navigation.NavigateTo(Navigation.GetUriWithQueryParameters(new Dictionary<string, object?>(changes, StringComparer.Ordinal)), replace: true);
}
