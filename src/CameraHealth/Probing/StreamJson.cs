using CameraHealth.Rtsp;

namespace CameraHealth.Probing;

/// <summary>The JSON of one probed stream. The names are a contract; null: not measured.</summary>
internal sealed record StreamJson
{
    public required string Target { get; init; }
    public required string Outcome { get; init; }
    public FailureJson? Failure { get; init; }
    public string? Transport { get; init; }
    public string? Codec { get; init; }
    public int? Width { get; init; }
    public int? Height { get; init; }
    public double? FrameRate { get; init; }
    public double? FrameRateTimestamps { get; init; }
    public double? FrameRateDeclared { get; init; }
    public double? LongestGapSeconds { get; init; }
    public double? BitRate { get; init; }
    public int? Frames { get; init; }
    public int? Keyframes { get; init; }
    public double? KeyframeIntervalSeconds { get; init; }
    public long? Packets { get; init; }
    public long? PacketsLost { get; init; }
    public double? LossRatio { get; init; }
    public double? JitterSeconds { get; init; }
    public double? TimeToFirstKeyframeSeconds { get; init; }
    public double? DurationSeconds { get; init; }
    public double? KeyframeIntervalAtLeastSeconds { get; init; }
    public long? PacketsDuplicated { get; init; }
    public long? PacketsReordered { get; init; }
    public long? PacketsDroppedHere { get; init; }
    public int? ResolutionChanges { get; init; }
    public double? SenderClockOffsetSeconds { get; init; }
    public string? LoginScheme { get; init; }
    public string? CertificateSha256 { get; init; }
    public DateTimeOffset? CertificateValidUntil { get; init; }
    public IReadOnlyList<TrackJson> Tracks { get; init; } = [];

    /// <summary>The report of one stream.</summary>
    public static StreamJson Of(Uri target, StreamReport report) => new()
    {
        Target = target.ToString(),
        Outcome = System.Text.Json.JsonNamingPolicy.SnakeCaseLower.ConvertName(report.Outcome.ToString()),
        Failure = report.Failure is { } failure ? new FailureJson(failure.Reason, failure.Detail) : null,
        Transport = report.Transport,
        Codec = report.Codec,
        Width = report.Width,
        Height = report.Height,
        FrameRate = Round(report.FrameRate, 3),
        FrameRateTimestamps = Round(report.FrameRateTimestamps, 3),
        FrameRateDeclared = Round(report.FrameRateDeclared, 3),
        LongestGapSeconds = Round(report.LongestGap?.TotalSeconds, 4),
        BitRate = Round(report.BitRate, 0),
        Frames = report.Frames,
        Keyframes = report.Keyframes,
        KeyframeIntervalSeconds = Round(report.KeyframeInterval?.TotalSeconds, 4),
        Packets = report.Packets,
        PacketsLost = report.PacketsLost,
        LossRatio = Round(report.LossRatio, 6),
        JitterSeconds = Round(report.Jitter?.TotalSeconds, 6),
        TimeToFirstKeyframeSeconds = Round(report.TimeToFirstKeyframe?.TotalSeconds, 4),
        DurationSeconds = Round(report.Duration.TotalSeconds, 3),
        KeyframeIntervalAtLeastSeconds = Round(report.KeyframeIntervalAtLeast?.TotalSeconds, 4),
        PacketsDuplicated = report.PacketsDuplicated,
        PacketsReordered = report.PacketsReordered,
        PacketsDroppedHere = report.PacketsDroppedHere,
        ResolutionChanges = report.ResolutionChanges,
        SenderClockOffsetSeconds = Round(report.SenderClockOffset?.TotalSeconds, 3),
        LoginScheme = report.LoginScheme,
        CertificateSha256 = report.CertificateSha256,
        CertificateValidUntil = report.CertificateValidUntil,
        Tracks = [.. report.Tracks.Select(track => new TrackJson(track.Kind, track.Codec, track.IsMeasured))],
    };

    private static double? Round(double? value, int digits) => value is { } number ? Math.Round(number, digits) : null;
}

/// <summary>One track of the description; only the measured one was set up.</summary>
internal sealed record TrackJson(string Kind, string? Codec, bool Measured);

/// <summary>Why something failed.</summary>
internal sealed record FailureJson(string Reason, string Detail);
