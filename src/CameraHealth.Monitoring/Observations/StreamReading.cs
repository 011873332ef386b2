namespace CameraHealth.Monitoring.Observations;

/// <summary>What a stream poll measured. Null: not measured; never 0.</summary>
public sealed record StreamReading
{
    /// <summary>Codec as the SDP names it: H264, H265, MJPEG, ….</summary>
    public string? Codec { get; init; }

    /// <summary>Picture width after cropping, pixels.</summary>
    public int? Width { get; init; }

    /// <summary>Picture height after cropping, pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Pictures per second of arrival.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Pictures per second by RTP time.</summary>
    public double? FrameRateTimestamps { get; init; }

    /// <summary>Pictures per second as declared in the parameter sets or the SDP.</summary>
    public double? FrameRateDeclared { get; init; }

    /// <summary>Bit/s of RTP payload.</summary>
    public double? BitRate { get; init; }

    /// <summary>Lost ÷ expected packets, 0–1.</summary>
    public double? LossRatio { get; init; }

    /// <summary>RFC 3550 interarrival jitter.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>From keyframe to keyframe.</summary>
    public TimeSpan? KeyframeInterval { get; init; }

    /// <summary>From PLAY to the first keyframe.</summary>
    public TimeSpan? TimeToFirstKeyframe { get; init; }

    /// <summary>Longest time without a new picture.</summary>
    public TimeSpan? LongestGap { get; init; }

    /// <summary>Terms of the contract that held then which it did not keep; empty: none, or there was no contract.</summary>
    public IReadOnlyList<ContractDeviation> Deviations { get; init; } = [];

    /// <summary>What was last found of the sub stream; null: there is none, it has no contract, or it was not measured yet. Of main streams only.</summary>
    public SubStreamReading? Sub { get; init; }
}
