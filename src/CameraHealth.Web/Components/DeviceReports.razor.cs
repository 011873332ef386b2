using CameraHealth.Storage.Events;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Localization;
using CameraHealth.Web.Reports;
using Microsoft.AspNetCore.Components;

namespace CameraHealth.Web.Components;

/// <summary>What a device tells about itself. Nothing is shown when it tells nothing: that proves nothing.</summary>
public sealed partial class DeviceReports
{
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(15);

    private IReadOnlyList<StoredReport> _reports = [];
    private DateTimeOffset? _readAt;

    [Parameter]
    [EditorRequired]
    public string Code { get; set; } = string.Empty;

    [Inject]
    private IReportReader Reader { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        if (now - _readAt < MaxAge)
        {
            return;
        }

        try
        {
            (_reports, _readAt) = (await Reader.ListAsync(Code, cancellationToken), now);
        }
        catch (FleetUnavailableException)
        {
            // The page says so; what is shown keeps its time.
        }
    }
}
