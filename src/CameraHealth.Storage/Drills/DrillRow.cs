using CameraHealth.Monitoring.Drills;

namespace CameraHealth.Storage.Drills;

/// <summary>One drill as it is shown.</summary>
public sealed record DrillRow
{
    /// <summary>Identity.</summary>
    public required long Id { get; init; }

    /// <summary>Code of the camera.</summary>
    public required string Device { get; init; }

    /// <summary>Code of its recorder; null: the camera itself.</summary>
    public string? Recorder { get; init; }

    /// <summary>The night it was drawn in; null: asked for by a person.</summary>
    public DateOnly? Night { get; init; }

    /// <summary>The stratum of age.</summary>
    public required DrillAge Age { get; init; }

    /// <summary>future or past for a negative control; null: a drill proper.</summary>
    public string? Control { get; init; }

    /// <summary>The moment, true UTC.</summary>
    public required DateTimeOffset AskedAt { get; init; }

    /// <summary>Seconds of footage.</summary>
    public required int Seconds { get; init; }

    /// <summary>When it was drawn or asked for.</summary>
    public required DateTimeOffset RequestedAt { get; init; }

    /// <summary>Who asked; null: the draw.</summary>
    public string? RequestedBy { get; init; }

    /// <summary>When a worker took it up; null: it waits.</summary>
    public DateTimeOffset? StartedAt { get; init; }

    /// <summary>When it was over; null: it is not.</summary>
    public DateTimeOffset? FinishedAt { get; init; }

    /// <summary>What is being done now: waiting, locating, fetching, done.</summary>
    public string? Step { get; init; }

    /// <summary>Outcome in snake case; null: not over.</summary>
    public string? Outcome { get; init; }

    /// <summary>How it counts; null: not over.</summary>
    public DrillStanding? Standing { get; init; }

    /// <summary>The cause of a failure; null: none.</summary>
    public string? Cause { get; init; }

    /// <summary>Why it is not proven; null: it is, or it is not over.</summary>
    public string? Reason { get; init; }

    /// <summary>Numbers for people.</summary>
    public string? Detail { get; init; }

    /// <summary>The moment by the recorder's clock.</summary>
    public DateTimeOffset? AskedDeviceAt { get; init; }

    /// <summary>Recorder minus true time around the moment.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>Uncertainty of it.</summary>
    public TimeSpan? ClockError { get; init; }

    /// <summary>When it was read.</summary>
    public DateTimeOffset? ClockMeasuredAt { get; init; }

    /// <summary>The camera's own clock at the time of the drill; null: not read.</summary>
    public TimeSpan? CameraClockOffset { get; init; }

    /// <summary>The worker's machine against the database at the time of the drill.</summary>
    public TimeSpan? ServerClockOffset { get; init; }

    /// <summary>First capture, by the recorder's clock.</summary>
    public DateTimeOffset? FirstCaptureAt { get; init; }

    /// <summary>Last capture, by the recorder's clock.</summary>
    public DateTimeOffset? LastCaptureAt { get; init; }

    /// <summary>To the first footage after the moment.</summary>
    public TimeSpan? Gap { get; init; }

    /// <summary>Pictures that came.</summary>
    public int? Frames { get; init; }

    /// <summary>Keyframes among them.</summary>
    public int? Keyframes { get; init; }

    /// <summary>Pictures that decode.</summary>
    public int? Decoded { get; init; }

    /// <summary>Packets missing.</summary>
    public long? PacketsLost { get; init; }

    /// <summary>Codec.</summary>
    public string? Codec { get; init; }

    /// <summary>Bytes of media.</summary>
    public int? Bytes { get; init; }

    /// <summary>SHA-256 of the media.</summary>
    public string? Sha256 { get; init; }

    /// <summary>A still is stored.</summary>
    public bool HasStill { get; init; }
}
