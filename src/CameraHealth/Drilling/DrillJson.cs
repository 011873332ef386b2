using System.Text.Json;
using CameraHealth.Monitoring.Drills;
using CameraHealth.Probing;

namespace CameraHealth.Drilling;

/// <summary>The JSON of one drill. The names are a contract; null: not measured. Capture times are those of the recorder's own clock.</summary>
internal sealed record DrillJson
{
    public required string Outcome { get; init; }
    public required DateTimeOffset AskedUtc { get; init; }
    public DateTimeOffset? AskedDeviceUtc { get; init; }
    public double? ClockErrorSeconds { get; init; }
    public DateTimeOffset? FirstCaptureUtc { get; init; }
    public DateTimeOffset? LastCaptureUtc { get; init; }
    public double? GapSeconds { get; init; }
    public int? Frames { get; init; }
    public int? Keyframes { get; init; }
    public long? PacketsLost { get; init; }
    public string? Sha256 { get; init; }
    public string? Still { get; init; }
    public FailureJson? Failure { get; init; }
    public double? ClockOffsetSeconds { get; init; }
    public int? FramesDecoded { get; init; }
    public string? Codec { get; init; }
    public int? Bytes { get; init; }

    /// <summary>The result of one drill.</summary>
    /// <param name="result">What came of it.</param>
    /// <param name="still">Where the still was written; null: nowhere.</param>
    public static DrillJson Of(DrillResult result, string? still) => new()
    {
        Outcome = JsonNamingPolicy.SnakeCaseLower.ConvertName(result.Outcome.ToString()),
        AskedUtc = result.AskedAt,
        AskedDeviceUtc = result.AskedDeviceAt,
        ClockErrorSeconds = Round(result.Clock?.Error),
        FirstCaptureUtc = result.FirstCaptureAt,
        LastCaptureUtc = result.LastCaptureAt,
        GapSeconds = Round(result.Gap),
        Frames = result.Frames,
        Keyframes = result.Keyframes,
        PacketsLost = result.PacketsLost,
        Sha256 = result.Sha256,
        Still = still,
        Failure = result.Reason is { } reason ? new FailureJson(reason, result.Detail ?? "") : null,
        ClockOffsetSeconds = Round(result.Clock?.Offset),
        FramesDecoded = result.Decoded,
        Codec = result.Codec,
        Bytes = result.Bytes,
    };

    private static double? Round(TimeSpan? span) => span is { } value ? Math.Round(value.TotalSeconds, 3) : null;
}
