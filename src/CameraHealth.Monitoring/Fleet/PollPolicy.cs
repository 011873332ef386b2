using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Fleet;

/// <summary>How often and how patiently a device is polled and judged. The limits are <see cref="PolicyRules"/>'.</summary>
public sealed record PollPolicy
{
    /// <summary>Name, unique.</summary>
    public string Name { get; init; } = "default";

    /// <summary>From one health poll to the next; 10 s to 1 h, a multiple of the health slot (5 s).</summary>
    public TimeSpan HealthInterval { get; init; } = TimeSpan.FromSeconds(60);

    /// <summary>The health poll's whole time; 1 s to half its interval.</summary>
    public TimeSpan HealthDeadline { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>From one stream poll to the next; 30 s to 24 h, a multiple of the stream slot (15 s).</summary>
    public TimeSpan StreamInterval { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>The stream poll's whole time, receiving included; at least 3 s more than <see cref="StreamReceive"/>, at most half its interval.</summary>
    public TimeSpan StreamDeadline { get; init; } = TimeSpan.FromSeconds(20);

    /// <summary>Media time received in a stream poll; 1 s to 60 s.</summary>
    public TimeSpan StreamReceive { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>Failures in a row that confirm a fault; 1 to 20. The fault begins at the first of them.</summary>
    public int FailuresToConfirm { get; init; } = 3;

    /// <summary>Good observations in a row that confirm a recovery; 1 to 20. The recovery begins at the first of them.</summary>
    public int RecoveriesToConfirm { get; init; } = 2;

    /// <summary>A poll that suspects a change is repeated after this; 5 s to the health interval.</summary>
    public TimeSpan RepeatAfter { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>Largest |offset| + error of a device clock that is still right (K12); 1 s to 24 h.</summary>
    public TimeSpan ClockTolerance { get; init; } = TimeSpan.FromSeconds(5);

    /// <summary>From one picture poll to the next; 1 min to 24 h, a multiple of the health slot (5 s).</summary>
    public TimeSpan PictureInterval { get; init; } = TimeSpan.FromMinutes(15);

    /// <summary>The picture poll's whole time, snapshot or stream and examination; 5 s to half its interval.</summary>
    public TimeSpan PictureDeadline { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>Whether a picture without signal, or black, is a camera that does not do its job (Unhealthy); else it only falls short (Degraded).</summary>
    public bool IsDarkUnhealthy { get; init; } = true;

    /// <summary>Whether Basic, which shows the password to everybody on the way, may be answered where a snapshot or stream offers nothing better.</summary>
    public bool AllowBasic { get; init; }

    /// <summary>Interval of a poll kind.</summary>
    public TimeSpan IntervalOf(PollKind kind) => kind switch
    {
        PollKind.Health => HealthInterval,
        PollKind.Stream => StreamInterval,
        _ => PictureInterval,
    };

    /// <summary>Deadline of a poll kind.</summary>
    public TimeSpan DeadlineOf(PollKind kind) => kind switch
    {
        PollKind.Health => HealthDeadline,
        PollKind.Stream => StreamDeadline,
        _ => PictureDeadline,
    };
}
