namespace CameraHealth.Monitoring.Uptime;

/// <summary>Instants as whole microseconds of the common era, as the database keeps them: what millions of spans are added up in.</summary>
internal static class MicroTime
{
    public static long Of(DateTimeOffset at) => at.UtcTicks / TimeSpan.TicksPerMicrosecond;

    public static long EndOf(DateTimeOffset? at) => at is { } end ? Of(end) : long.MaxValue;

    public static DateTimeOffset ToInstant(long micros) => new(micros * TimeSpan.TicksPerMicrosecond, TimeSpan.Zero);

    public static TimeSpan ToSpan(long micros) => new(micros * TimeSpan.TicksPerMicrosecond);
}

/// <summary>A status from–to; closed-open, microseconds.</summary>
internal readonly record struct StatusStretch(long From, long To, Assessment.Status Status);

/// <summary>A span from–to; closed-open, microseconds.</summary>
internal readonly record struct Stretch(long From, long To);

/// <summary>Maintenance from–to; closed-open, microseconds. Late: only windows entered after the fact cover it.</summary>
internal readonly record struct MaintenanceStretch(long From, long To, bool IsLate);
