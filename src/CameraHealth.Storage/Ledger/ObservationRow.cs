using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>An observation as it is stored: what a verdict can be made from again, and the measured values.</summary>
internal sealed record ObservationRow
{
    // Those of version 1 of the evidence.
    private static readonly Rung[] FirstRungs = [Rung.Reachable, Rung.Responding, Rung.Authenticated, Rung.Streaming];

    public required int DeviceId { get; init; }

    public required PollKind Kind { get; init; }

    public required DateTimeOffset At { get; init; }

    public required DateTimeOffset DueAt { get; init; }

    public required DateTimeOffset NextDueAt { get; init; }

    public required DateTimeOffset VouchedUntil { get; init; }

    public int DurationMs { get; init; }

    public int? LatenessMs { get; init; }

    public required RungFacts Facts { get; init; }

    public long? ClockOffsetMs { get; init; }

    public int? ClockErrorMs { get; init; }

    /// <summary>Measures of a stream; null: none were made.</summary>
    public StreamMeasures? Stream { get; init; }

    /// <summary>Measures of a picture; null: none was looked at.</summary>
    public PictureMeasures? Picture { get; init; }

    public static ObservationRow Of(Observation observation)
    {
        var clock = observation.Clock;
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
            Facts = RungFacts.Of(observation.Findings),
            ClockOffsetMs = (long?)clock?.Offset.TotalMilliseconds,
            ClockErrorMs = Milliseconds(clock?.Error),
            Stream = StreamMeasures.Of(observation.Stream),
            Picture = PictureMeasures.Of(observation.Picture),
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
        Findings = [.. Rungs.All.Select(Facts.Find).OfType<RungFinding>()],
    };

    /// <summary>SHA-256 over the canonical text: every stored value in a fixed order, without the batch. Version 1; of pictures version 2, which adds theirs.</summary>
    public byte[] EvidenceHash()
    {
        var measures = Stream ?? new StreamMeasures();
        object?[] values =
        [
            Kind == PollKind.Picture ? "2" : "1", DeviceId, (int)Kind, Time(At), Time(DueAt), Time(NextDueAt), Time(VouchedUntil), DurationMs, LatenessMs,
            .. FirstRungs.Select(Facts.Find).SelectMany(found => new object?[] { (short?)found?.Finding, (short?)found?.Reason }),
            ClockOffsetMs, ClockErrorMs, measures.FrameRate, measures.FrameRateTimestamps, measures.BitRate, measures.LossRatio, measures.JitterMs,
            measures.KeyframeIntervalMs, measures.FirstKeyframeMs, measures.LongestGapMs,
            .. PictureValues(),
        ];
        var text = string.Join('|', values.Select(value => Convert.ToString(value, CultureInfo.InvariantCulture)));
        return SHA256.HashData(Encoding.UTF8.GetBytes(text));
    }

    private object?[] PictureValues() => Kind == PollKind.Picture ? [Facts.Picture, Picture?.Sharpness, Picture?.Brightness] : [];

    /// <summary>Whole milliseconds, as many as an integer holds.</summary>
    internal static int? Milliseconds(TimeSpan? span) => span is { } value ? (int)Math.Clamp(value.TotalMilliseconds, int.MinValue, int.MaxValue) : null;

    private static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture);
}
