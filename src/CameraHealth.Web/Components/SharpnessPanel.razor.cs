using CameraHealth.Storage.Pictures;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Localization;
using CameraHealth.Web.Pictures;
using Microsoft.AspNetCore.Components;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Components;

/// <summary>Sharpness of a device's pictures over the last weeks, and when a film on its lens will have blurred them.</summary>
public sealed partial class SharpnessPanel
{
    // A day is added to it once in a while only.
    private static readonly TimeSpan MaxAge = TimeSpan.FromMinutes(5);

    private DeviceSharpness? _sharpness;
    private DateTimeOffset _to = DateTimeOffset.MinValue;

    [Parameter]
    [EditorRequired]
    public string Code { get; set; } = string.Empty;

    [Inject]
    private IPictureReader Reader { get; set; } = default!;

    [Inject]
    private Formats Formats { get; set; } = default!;

    protected override async Task LoadAsync(CancellationToken cancellationToken)
    {
        var now = Time.GetUtcNow();
        if (now - _to < MaxAge)
        {
            return;
        }

        try
        {
            (_sharpness, _to) = (await Reader.ReadSharpnessAsync(Code, now, cancellationToken), now);
        }
        catch (FleetUnavailableException)
        {
            // The page says so; what is shown keeps its time.
        }
    }

    private static IReadOnlyList<(DateTimeOffset At, double? Value)> PointsOf(SharpnessSeries series) =>
        [.. series.Days.Select(day => (new DateTimeOffset(day.Day, new TimeOnly(12, 0), TimeSpan.Zero), (double?)day.Sharpness))];

    private static string Describe(SharpnessSeries series) => series.Trend.Course switch
    {
        SharpnessCourse.TooFewDays => T("Device.SharpnessTooFew", series.Days.Count(day => day.Pictures >= SharpnessTrend.MinPictures), SharpnessTrend.MinDays),
        SharpnessCourse.Steady => T("Device.SharpnessSteady"),
        _ => T("Device.SharpnessFalling", Formats.Number(series.Trend.ChangePerDay!.Value * 100, 2)),
    };
}
