using CameraHealth.Storage.Pictures;

namespace CameraHealth.Web.Api;

/// <summary>How sharp a device's pictures were in the last 30 days, by day and by night; <paramref name="CleaningOn"/> is the earlier forecast, null: not to be told.</summary>
internal sealed record SharpnessAnswer(DateOnly? CleaningOn, SharpnessSeriesAnswer Day, SharpnessSeriesAnswer Night)
{
    public static SharpnessAnswer Of(DeviceSharpness found) => new(found.CleaningOn, SharpnessSeriesAnswer.Of(found.Day), SharpnessSeriesAnswer.Of(found.Night));
}

/// <summary>One course; <paramref name="ChangePerDay"/> and <paramref name="CleaningOn"/> are null where they cannot be told.</summary>
internal sealed record SharpnessSeriesAnswer(SharpnessCourse Course, double? ChangePerDay, DateOnly? CleaningOn, IReadOnlyList<SharpnessDay> Days)
{
    public static SharpnessSeriesAnswer Of(SharpnessSeries series) => new(series.Trend.Course, series.Trend.ChangePerDay, series.Trend.CleaningOn, series.Days);
}
