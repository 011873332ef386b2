namespace CameraHealth.Monitoring.Observations;

/// <summary>The facts of one poll of one device. Instants are UTC in database time, microsecond steps.</summary>
public sealed record Observation
{
    /// <summary>The device.</summary>
    public required long DeviceId { get; init; }

    /// <summary>What was asked.</summary>
    public required PollKind Kind { get; init; }

    /// <summary>When it was due: on the kind's fixed grid, or the moment a repeat was asked for.</summary>
    public required DateTimeOffset DueAt { get; init; }

    /// <summary>When the poll was complete; the time the facts are booked under. Later than the device's last one.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>When the next one of this kind is due on the grid. Unknown begins here if it does not come.</summary>
    public required DateTimeOffset NextDueAt { get; init; }

    /// <summary>Until when these facts vouch for their rungs: next due + the time that poll may wait for its permits and then take, each its deadline.</summary>
    public required DateTimeOffset VouchedUntil { get; init; }

    /// <summary>From the first byte sent to the last read.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>First byte sent − due; null when nothing was sent (no permit, own network down).</summary>
    public TimeSpan? Lateness { get; init; }

    /// <summary>One finding a measured rung; a rung that was not measured is absent.</summary>
    public required IReadOnlyList<RungFinding> Findings { get; init; }

    /// <summary>Device clock; null when not read.</summary>
    public ClockReading? Clock { get; init; }

    /// <summary>Stream measures; null when no picture arrived.</summary>
    public StreamReading? Stream { get; init; }

    /// <summary>What was seen in the picture; null when none was looked at.</summary>
    public PictureReading? Picture { get; init; }

    /// <summary>Identity; null when not asked or not answered.</summary>
    public DeviceIdentityReading? Identity { get; init; }

    /// <summary>One line a request and reply of a poll that was not good, secrets masked; empty when good.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];
}
