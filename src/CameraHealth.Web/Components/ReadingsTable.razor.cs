using CameraHealth.Storage.Queries;
using CameraHealth.Web.Localization;
using Microsoft.AspNetCore.Components;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Components;

/// <summary>The latest measured values with their units and ages; what was not measured says so.</summary>
public sealed partial class ReadingsTable
{
    [Parameter]
    [EditorRequired]
    public DeviceReadings Readings { get; set; } = new();

    [Inject]
    private Formats Formats { get; set; } = default!;

    private IEnumerable<(string Title, string? Value, DateTimeOffset? At)> Rows
    {
        get
        {
            var (stream, at) = (Readings.Stream, Readings.StreamAt);
            yield return ("Reading.Picture", Picture, at);
            yield return ("Reading.FrameRate", Filled("Unit.FramesPerSecond", stream?.FrameRate), at);
            yield return ("Reading.FrameRateDeclared", Filled("Unit.FramesPerSecond", stream?.FrameRateDeclared), at);
            yield return ("Reading.BitRate", Filled("Unit.MegabitPerSecond", stream?.BitRate / 1e6, 2), at);
            yield return ("Reading.Loss", stream?.LossRatio is { } loss ? Formats.Number(loss * 100, 2) + "%" : null, at);
            yield return ("Reading.Jitter", Filled("Unit.Milliseconds", stream?.Jitter?.TotalMilliseconds), at);
            yield return ("Reading.KeyframeInterval", Filled("Unit.Seconds", stream?.KeyframeInterval?.TotalSeconds, 2), at);
            yield return ("Reading.TimeToFirstKeyframe", Filled("Unit.Seconds", stream?.TimeToFirstKeyframe?.TotalSeconds, 2), at);
            yield return ("Reading.LongestGap", Filled("Unit.Seconds", stream?.LongestGap?.TotalSeconds, 2), at);
            yield return ("Reading.Clock", Clock, Readings.ClockAt);
            yield return ("Reading.HealthDuration", Filled("Unit.Milliseconds", Readings.HealthDuration?.TotalMilliseconds, 0), null);
            yield return ("Reading.StreamDuration", Filled("Unit.Seconds", Readings.StreamDuration?.TotalSeconds), null);
        }
    }

    private string? Picture => (Readings.Stream?.Codec, Readings.Stream?.Width, Readings.Stream?.Height) switch
    {
        (null, null, _) => null,
        ({ } codec, { } width, { } height) => $"{codec} {width}×{height}",
        ({ } codec, _, _) => codec,
        (_, { } width, { } height) => $"{width}×{height}",
        _ => null,
    };

    private string? Clock => Readings.Clock is { } clock
        ? T("Unit.PlusMinus", (clock.Offset > TimeSpan.Zero ? "+" : string.Empty) + Formats.Number(clock.Offset.TotalSeconds), Formats.Number(clock.Error.TotalSeconds, 2))
        : null;

    /// <summary>A value with its unit; null: not measured.</summary>
    internal static string? Filled(string unit, double? value, int places = 1) => value is { } number ? T(unit, Formats.Number(number, places)) : null;
}
