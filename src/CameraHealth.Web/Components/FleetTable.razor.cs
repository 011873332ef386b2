using CameraHealth.Storage.Queries;
using CameraHealth.Web.Localization;
using Microsoft.AspNetCore.Components;

namespace CameraHealth.Web.Components;

/// <summary>The list of devices; on a narrow screen each row becomes a card.</summary>
public sealed partial class FleetTable
{
    private static readonly (string? Key, string Title)[] Columns =
    [
        ("code", "Fleet.Code"), ("name", "Fleet.Name"), ("site", "Fleet.Site"), ("status", "Fleet.Status"), ("since", "Fleet.Since"),
        ("reason", "Fleet.Reason"), ("last_observation_at", "Fleet.DataAge"), (null, "Fleet.Availability"),
    ];

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<DeviceRow> Devices { get; set; } = [];

    [Parameter]
    [EditorRequired]
    public IReadOnlyDictionary<string, DeviceAvailability> Availability { get; set; } = new Dictionary<string, DeviceAvailability>(StringComparer.Ordinal);

    /// <summary>Name of the order in force; a leading minus turns it round.</summary>
    [Parameter]
    [EditorRequired]
    public string Order { get; set; } = string.Empty;

    [Parameter]
    public EventCallback<string> Sort { get; set; }

    [Inject]
    private Formats Formats { get; set; } = default!;

    private string Turned(string key) => IsUp(key) ? $"-{key}" : key;

    private string Arrow(string key) => IsUp(key) ? " ▲" : IsDown(key) ? " ▼" : string.Empty;

    private string? AriaSort(string? key) => key is null ? null : IsUp(key) ? "ascending" : IsDown(key) ? "descending" : "none";

    private bool IsUp(string key) => string.Equals(Order, key, StringComparison.Ordinal);

    private bool IsDown(string key) => string.Equals(Order, $"-{key}", StringComparison.Ordinal);
}
