namespace CameraHealth.Monitoring.Fleet;

/// <summary>The limits of a policy. Fields are named as the database and the command line name them.</summary>
public static class PolicyRules
{
    private static readonly TimeSpan StreamSlot = TimeSpan.FromSeconds(15);

    // Connecting, describing and saying goodbye.
    private static readonly TimeSpan AroundReceiving = TimeSpan.FromSeconds(3);

    /// <summary>Every error, each with field, value and limits; empty: it can be used.</summary>
    public static IReadOnlyList<FormattableString> Validate(PollPolicy policy) =>
    [
        .. Between("health_interval", policy.HealthInterval, Seconds(10), Seconds(3600)),
        .. MultipleOf("health_interval", policy.HealthInterval, PollGrid.Slot),
        .. Between("health_deadline", policy.HealthDeadline, Seconds(1), policy.HealthInterval / 2),
        .. Between("stream_interval", policy.StreamInterval, Seconds(30), TimeSpan.FromDays(1)),
        .. MultipleOf("stream_interval", policy.StreamInterval, StreamSlot),
        .. Between("stream_receive", policy.StreamReceive, Seconds(1), Seconds(60)),
        .. Between("stream_deadline", policy.StreamDeadline, policy.StreamReceive + AroundReceiving, policy.StreamInterval / 2),
        .. Between("failures_to_confirm", policy.FailuresToConfirm, 1, 20),
        .. Between("recoveries_to_confirm", policy.RecoveriesToConfirm, 1, 20),
        .. Between("repeat_after", policy.RepeatAfter, Seconds(5), policy.HealthInterval),
        .. Between("clock_tolerance", policy.ClockTolerance, Seconds(1), TimeSpan.FromDays(1)),
        .. Between("picture_interval", policy.PictureInterval, Seconds(60), TimeSpan.FromDays(1)),
        .. MultipleOf("picture_interval", policy.PictureInterval, PollGrid.Slot),
        .. Between("picture_deadline", policy.PictureDeadline, Seconds(5), policy.PictureInterval / 2),
    ];

    private static TimeSpan Seconds(int seconds) => TimeSpan.FromSeconds(seconds);

    private static IEnumerable<FormattableString> Between(string field, TimeSpan value, TimeSpan least, TimeSpan most) =>
        value < least || value > most ? [$"{field}: {Text(value)} is not between {Text(least)} and {Text(most)}"] : [];

    private static IEnumerable<FormattableString> Between(string field, int value, int least, int most) =>
        value < least || value > most ? [$"{field}: {value} is not between {least} and {most}"] : [];

    private static IEnumerable<FormattableString> MultipleOf(string field, TimeSpan value, TimeSpan step) =>
        value.Ticks % step.Ticks != 0 ? [$"{field}: {Text(value)} is not a multiple of {Text(step)}"] : [];

    private static string Text(TimeSpan span) => FormattableString.Invariant($"{span.TotalSeconds:0.###} s");
}
