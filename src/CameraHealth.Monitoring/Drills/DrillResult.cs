namespace CameraHealth.Monitoring.Drills;

/// <summary>What came of one drill, with everything that proves it.</summary>
public sealed record DrillResult
{
    /// <summary>How it ended.</summary>
    public required DrillOutcome Outcome { get; init; }

    /// <summary>Why it is not proven; null when it is.</summary>
    public string? Reason { get; init; }

    /// <summary>Numbers for people; null: none.</summary>
    public string? Detail { get; init; }

    /// <summary>The moment asked for, true UTC.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>The moment by the recorder's clock; null: its offset is not known, and the true time was asked for.</summary>
    public DateTimeOffset? AskedDeviceAt { get; init; }

    /// <summary>The offset of the recorder's clock that was used; null: not known.</summary>
    public ClockOffset? Clock { get; init; }

    /// <summary>Capture time of the first picture, by the recorder's clock; null: none told.</summary>
    public DateTimeOffset? FirstCaptureAt { get; init; }

    /// <summary>Capture time of the last picture, by the recorder's clock; null: none told.</summary>
    public DateTimeOffset? LastCaptureAt { get; init; }

    /// <summary>From the moment to the first footage after it; null: none or not known.</summary>
    public TimeSpan? Gap { get; init; }

    /// <summary>Pictures that came; null: it did not come to playback.</summary>
    public int? Frames { get; init; }

    /// <summary>Keyframes among them; null with <see cref="Frames"/>.</summary>
    public int? Keyframes { get; init; }

    /// <summary>Pictures that decode; null: not decoded.</summary>
    public int? Decoded { get; init; }

    /// <summary>Packets missing; null: none came.</summary>
    public long? PacketsLost { get; init; }

    /// <summary>Codec; null: not described.</summary>
    public string? Codec { get; init; }

    /// <summary>Bytes of media kept; null: none.</summary>
    public int? Bytes { get; init; }

    /// <summary>SHA-256 of the media as it was decoded, lower-case hexadecimal; null: none came.</summary>
    public string? Sha256 { get; init; }

    /// <summary>A JPEG of the moment; null: none.</summary>
    public ReadOnlyMemory<byte>? Still { get; init; }

    /// <summary>From the first byte to the end of the session; null: nothing was sent.</summary>
    public TimeSpan? Duration { get; init; }

    /// <summary>The dialogue, without secrets.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];
}
