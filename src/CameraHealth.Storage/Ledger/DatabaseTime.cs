namespace CameraHealth.Storage.Ledger;

/// <summary>Instants as Postgres keeps them: microseconds. What is compared with stored times must be cut the same way.</summary>
internal static class DatabaseTime
{
    public static DateTimeOffset Truncate(this DateTimeOffset at) =>
        new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMicrosecond), TimeSpan.Zero);

    public static DateTimeOffset? Truncate(this DateTimeOffset? at) => at?.Truncate();

    public static DateTimeOffset AddMicroseconds(this DateTimeOffset at, int microseconds) => at.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>Microseconds since 1970.</summary>
    public static long UnixMicroseconds(this DateTimeOffset at) => (at.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    public static DateTimeOffset FromUnixMicroseconds(long microseconds) => DateTimeOffset.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
