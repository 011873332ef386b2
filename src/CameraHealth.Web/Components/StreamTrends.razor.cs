using CameraHealth.Storage.Queries;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Localization;
using Microsoft.AspNetCore.Components;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Components;

/// <summary>Frame rate, bit rate and loss of a stream over the last 24 hours, poll by poll.</summary>
public sealed partial class StreamTrends
{
    private static readonly TimeSpan Window = TimeSpan.FromHours(24);
    private static readonly TimeSpan MaxAge = TimeSpan.FromSeconds(60);

    private IReadOnlyList<StreamSample> _samples = [];
    private DateTimeOffset? _to;

    [Parameter]
    [EditorRequired]
    public string Code { get; set; } = string.Empty;

    [Inject]
    private IFleetReader Reader { get; set; } = default!;

    private IEnumerable<(string Title, string? Last, IReadOnlyList<(DateTimeOffset At, double? Value)> Points)> Lines =>
    [
        Line("Reading.FrameRate", sample => sample.FrameRate, value => T("Unit.FramesPerSecond", Formats.Number(value))),
        Line("Reading.BitRate", sample => sample.BitRate, value => T("Unit.MegabitPerSecond", Formats.Number(value / 1e6, 2))),
        Line("Reading.Loss", sample => sample.LossRatio, value => Formats.Number(value * 100, 2) + "%"),
    ];

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        if (now - _to < MaxAge)
        {
            return;
        }

        try
        {
            (_samples, _to) = (await Reader.ReadStreamAsync(Code, now - Window, now, cancellationToken), now);
        }
        catch (FleetUnavailableException)
        {
            // The page says so; what is shown keeps its time.
        }
    }

    private (string Title, string? Last, IReadOnlyList<(DateTimeOffset At, double? Value)> Points) Line(
        string title, Func<StreamSample, double?> value, Func<double, string> write) =>
        (title, _samples.LastOrDefault(sample => value(sample) is not null) is { } last ? write(value(last)!.Value) : null, [.. _samples.Select(sample => (sample.At, value(sample)))]);
}
