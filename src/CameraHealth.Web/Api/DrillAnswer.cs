using CameraHealth.Monitoring.Drills;
using CameraHealth.Storage.Drills;
using CameraHealth.Storage.Recordings;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Api;

/// <summary>One drill: the triple-clock certificate of footage of one moment. Capture times are by the recorder's clock; null: not measured.</summary>
internal sealed record DrillAnswer(
    long Id, string Device, string? Recorder, DateOnly? Night, string Age, string? Control, DateTimeOffset AskedUtc, int Seconds, DateTimeOffset RequestedAt,
    string? RequestedBy, DateTimeOffset? StartedAt, DateTimeOffset? FinishedAt, string? Step, string? Outcome, string? Standing, string? Cause, string? Reason,
    string? Detail, DateTimeOffset? AskedDeviceUtc, double? RecorderClockOffsetSeconds, double? RecorderClockErrorSeconds, DateTimeOffset? RecorderClockMeasuredAt,
    double? CameraClockOffsetSeconds, double? ServerClockOffsetSeconds, DateTimeOffset? FirstCaptureUtc, DateTimeOffset? LastCaptureUtc, double? GapSeconds, int? Frames,
    int? Keyframes, int? FramesDecoded, long? PacketsLost, string? Codec, int? Bytes, string? Sha256, string? Still)
{
    public static DrillAnswer Of(DrillRow row) => new(
        row.Id, row.Device, row.Recorder, row.Night, SnakeCase.Of(row.Age), row.Control, row.AskedAt, row.Seconds, row.RequestedAt, row.RequestedBy, row.StartedAt,
        row.FinishedAt, row.Step, row.Outcome, row.Standing is { } standing ? SnakeCase.Of(standing) : null, row.Cause, row.Reason, row.Detail, row.AskedDeviceAt,
        row.ClockOffset?.TotalSeconds, row.ClockError?.TotalSeconds, row.ClockMeasuredAt, row.CameraClockOffset?.TotalSeconds, row.ServerClockOffset?.TotalSeconds,
        row.FirstCaptureAt, row.LastCaptureAt, row.Gap?.TotalSeconds, row.Frames, row.Keyframes, row.Decoded, row.PacketsLost, row.Codec, row.Bytes, row.Sha256,
        row.HasStill ? FormattableString.Invariant($"/api/v1/drills/{row.Id}/still") : null);
}

/// <summary>K11 of a window. Null: nothing counted, so nothing is known.</summary>
internal sealed record RetrievabilityAnswer(
    DateTimeOffset From, DateTimeOffset To, double? Ratio, double? Low, double? High, int Proven, int Failed, int Channels,
    IReadOnlyDictionary<string, int> Failures, IReadOnlyDictionary<string, int> Apart)
{
    public static RetrievabilityAnswer Of(DateTimeOffset from, DateTimeOffset to, Retrievability k11) =>
        new(from, to, k11.Ratio, k11.Interval?.Low, k11.Interval?.High, k11.Proven, k11.Failed, k11.Channels, k11.Failures, k11.Apart);
}

/// <summary>The footage of a camera, as its recorder tells it. Times are true UTC; null: not measured.</summary>
internal sealed record RecordingAnswer(
    string Device, string? Recorder, int? Channel, DateTimeOffset? SurveyedAt, string Finding, string? Detail, DateTimeOffset? DataFrom, DateTimeOffset? DataUntil,
    bool? IsRecording, string? StorageError, double? DepthSeconds, double? TotalSeconds, double? NewestAgeSeconds, int RequiredDays, DateOnly? RequirementBreaksOn,
    double? RecorderClockOffsetSeconds, int? GapCount, double? LongestGapSeconds, double? GapSeconds, IReadOnlyList<GapAnswer>? Gaps)
{
    public static RecordingAnswer Of(ChannelRecording row, IReadOnlyList<StoredGap>? gaps) => new(
        row.Code, row.Recorder, row.Channel, row.SurveyedAt, row.Finding, row.Detail, row.DataFrom, row.DataUntil, row.IsRecording, row.StorageError, row.Depth?.TotalSeconds,
        row.Total?.TotalSeconds, row.NewestAge?.TotalSeconds, row.RequiredDays, row.BreaksOn, row.ClockOffset?.TotalSeconds, row.Gaps, row.LongestGap?.TotalSeconds,
        row.GapTime?.TotalSeconds, gaps is null || row.Gaps is null ? null : [.. gaps.Select(gap => new GapAnswer(gap.Time.From, gap.Time.Until, gap.Cause, gap.IsOpen))]);
}

/// <summary>A gap of at least a minute.</summary>
internal sealed record GapAnswer(DateTimeOffset From, DateTimeOffset Until, string Cause, bool IsOpen);

/// <summary>A drill that is asked for.</summary>
internal sealed record DrillForm(string? Device, string? At, int? Seconds, string? Person);
