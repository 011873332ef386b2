using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>What is kept of a stream poll's measures; null: not measured.</summary>
internal sealed record StreamMeasures
{
    public float? FrameRate { get; init; }

    public float? FrameRateTimestamps { get; init; }

    /// <summary>Bit/s.</summary>
    public float? BitRate { get; init; }

    /// <summary>0 to 1.</summary>
    public float? LossRatio { get; init; }

    public float? JitterMs { get; init; }

    public int? KeyframeIntervalMs { get; init; }

    public int? FirstKeyframeMs { get; init; }

    public int? LongestGapMs { get; init; }

    /// <summary>Null: nothing of it was measured.</summary>
    public static StreamMeasures? Of(StreamReading? stream)
    {
        if (stream is null)
        {
            return null;
        }

        var measures = new StreamMeasures
        {
            FrameRate = Finite(stream.FrameRate),
            FrameRateTimestamps = Finite(stream.FrameRateTimestamps),
            BitRate = Finite(stream.BitRate),
            LossRatio = Finite(stream.LossRatio),
            JitterMs = Finite(stream.Jitter?.TotalMilliseconds),
            KeyframeIntervalMs = ObservationRow.Milliseconds(stream.KeyframeInterval),
            FirstKeyframeMs = ObservationRow.Milliseconds(stream.TimeToFirstKeyframe),
            LongestGapMs = ObservationRow.Milliseconds(stream.LongestGap),
        };
        return measures == new StreamMeasures() ? null : measures;
    }

    private static float? Finite(double? value) => value is { } number && float.IsFinite((float)number) ? (float)number : null;
}
