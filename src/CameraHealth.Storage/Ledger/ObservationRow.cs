using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>An observation as it is stored: what a verdict can be made from again, and the measured values in narrow columns.</summary>
internal sealed record ObservationRow
{
    private const int RungColumns = 4;

    public required int DeviceId { get; init; }

    public required PollKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required DateTimeOffset NextDueAt { get; init; }

    public required DateTimeOffset VouchedUntil { get; init; }

    public int DurationMs { get; init; }

    public int? LatenessMs { get; init; }

    /// <summary>Finding by rung (index = rung − 1); null: not measured.</summary>
    public required IReadOnlyList<short?> Findings { get; init; }

    /// <summary>Reason by rung; null: not measured.</summary>
    public required IReadOnlyList<short?> Reasons { get; init; }

    public long? ClockOffsetMs { get; init; }

    public int? ClockErrorMs { get; init; }

    public float? FrameRate { get; init; }

    public float? FrameRateTimestamps { get; init; }

    public float? BitRate { get; init; }

    public float? LossRatio { get; init; }

    public float? JitterMs { get; init; }

    public int? KeyframeIntervalMs { get; init; }

    public int? FirstKeyframeMs { get; init; }

    public int? LongestGapMs { get; init; }

    public static ObservationRow Of(Observation observation)
    {
        var findings = new short?[RungColumns];
        var reasons = new short?[RungColumns];
        foreach (var finding in observation.Findings)
        {
            findings[(int)finding.Rung - 1] = (short)finding.Finding;
            reasons[(int)finding.Rung - 1] = (short)finding.Reason;
        }

        var (clock, stream) = (observation.Clock, observation.Stream);
        return new ObservationRow
        {
            DeviceId = checked((int)observation.DeviceId),
            Kind = observation.Kind,
            At = observation.At.Truncate(),
            DueAt = observation.DueAt.Truncate(),
            NextDueAt = observation.NextDueAt.Truncate(),
            VouchedUntil = observation.VouchedUntil.Truncate(),
            DurationMs = Milliseconds(observation.Duration)!.Value,
            LatenessMs = Milliseconds(observation.Lateness),
            Findings = findings,
            Reasons = reasons,
            ClockOffsetMs = (long?)clock?.Offset.TotalMilliseconds,
            ClockErrorMs = Milliseconds(clock?.Error),
            FrameRate = Finite(stream?.FrameRate),
            FrameRateTimestamps = Finite(stream?.FrameRateTimestamps),
            BitRate = Finite(stream?.BitRate),
            LossRatio = Finite(stream?.LossRatio),
            JitterMs = Finite(stream?.Jitter?.TotalMilliseconds),
            KeyframeIntervalMs = Milliseconds(stream?.KeyframeInterval),
            FirstKeyframeMs = Milliseconds(stream?.TimeToFirstKeyframe),
            LongestGapMs = Milliseconds(stream?.LongestGap),
        };
    }

    /// <summary>The facts that verdicts are made from.</summary>
    public Observation ToObservation() => new()
    {
        DeviceId = DeviceId,
        Kind = Kind,
        At = At,
        DueAt = DueAt,
        NextDueAt = NextDueAt,
        VouchedUntil = VouchedUntil,
        Duration = TimeSpan.FromMilliseconds(DurationMs),
        Lateness = LatenessMs is { } late ? TimeSpan.FromMilliseconds(late) : null,
        Findings = [.. Rungs.All.Where(rung => Findings[(int)rung - 1] is not null)
            .Select(rung => new RungFinding(rung, (Finding)Findings[(int)rung - 1]!.Value, (Reason)Reasons[(int)rung - 1]!.Value))],
    };

    /// <summary>SHA-256 over the canonical text, version 1: every stored column in the order of the table, without the batch.</summary>
    public byte[] EvidenceHash()
    {
        object?[] values =
        [
            "1", DeviceId, (int)Kind, Time(At), Time(DueAt), Time(NextDueAt), Time(VouchedUntil), DurationMs, LatenessMs,
            .. Findings.Zip(Reasons).SelectMany(pair => new object?[] { pair.First, pair.Second }),
            ClockOffsetMs, ClockErrorMs, FrameRate, FrameRateTimestamps, BitRate, LossRatio, JitterMs, KeyframeIntervalMs, FirstKeyframeMs, LongestGapMs,
        ];
        var text = string.Join('|', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        return SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);

    private static int? Milliseconds(TimeSpan? span) => span is { } value ? (int)Math.Clamp(value.TotalMilliseconds, int.MinValue, int.MaxValue) : null;

    private static float? Finite(double? value) => value is { } number && float.IsFinite((float)number) ? (float)number : null;
}
