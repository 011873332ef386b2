using CameraHealth.Storage.Queries;
using CameraHealth.Web.Components;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Localization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Http;

namespace CameraHealth.Web.Pages;

/// <summary>Everything about one device.</summary>
public sealed partial class DevicePage
{
    private static readonly TimeSpan HistoryMaxAge = TimeSpan.FromSeconds(30);

    private static readonly (string Title, TimeSpan Length)[] Windows =
        [("Device.Window24h", TimeSpan.FromHours(24)), ("Device.Window7d", TimeSpan.FromDays(7)), ("Device.Window30d", TimeSpan.FromDays(30))];

    private FleetReading _reading = FleetReading.None;
    private DeviceRow? _device;
    private IReadOnlyList<IntervalRow> _history = [];
    private List<WindowAvailability> _availability = [];
    private DateTimeOffset? _historyTo;

    [Parameter]
    public string Code { get; set; } = string.Empty;

    [CascadingParameter]
    private HttpContext? Http { get; set; }

    [Inject]
    private FleetFeed Feed { get; set; } = default!;

    [Inject]
    private IFleetReader Reader { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        _reading = await Feed.ReadAsync(cancellationToken);
        _device = _reading.Devices.FirstOrDefault(device => string.Equals(device.Code, Code, StringComparison.Ordinal));
        if (_device is null && _reading.IsCurrent && Http is { Response.HasStarted: false })
        {
            Http.Response.StatusCode = StatusCodes.Status404NotFound;
        }

        if (_device is not null && _reading.IsCurrent && !(Time.GetUtcNow() - _historyTo <= HistoryMaxAge))
        {
            await LoadHistoryAsync(cancellationToken);
        }
    }

    private async Task LoadHistoryAsync(CancellationToken cancellationToken)
    {
        try
        {
            var now = Time.GetUtcNow();
            var history = await Reader.ReadHistoryAsync(Code, now.AddHours(-24), now, cancellationToken);
            var availability = new List<WindowAvailability>();
            foreach (var (title, length) in Windows)
            {
                if (await Reader.ReadAvailabilityAsync(Code, now - length, now, asOf: null, cancellationToken) is { } found)
                {
                    availability.Add(new WindowAvailability(title, found));
                }
            }

            (_history, _availability, _historyTo) = (history, availability, now);
        }
        catch (FleetUnavailableException)
        {
            // The feed says so on the page within seconds; what is shown keeps its time.
        }
    }
}
