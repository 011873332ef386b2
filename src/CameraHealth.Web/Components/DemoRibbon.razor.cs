using CameraHealth.Storage.Queries;
using Microsoft.AspNetCore.Components;

namespace CameraHealth.Web.Components;

/// <summary>Says that the data is illustrative: when configured, or when any device's group or site says so of itself.</summary>
public sealed partial class DemoRibbon
{
    private const string Marker = "dữ liệu minh họa";

    [Parameter]
    [EditorRequired]
    public IReadOnlyList<DeviceRow> Devices { get; set; } = [];

    [Inject]
    private WebRoleOptions Options { get; set; } = default!;

    private bool IsDemo => Options.DemoNotice || Devices.Any(device => IsMarked(device.GroupName) || IsMarked(device.SiteName));

    private static bool IsMarked(string? label) => label?.Contains(Marker, StringComparison.OrdinalIgnoreCase) == true;
}
