using CameraHealth.Monitoring;

namespace CameraHealth.Worker;

/// <summary>Database time: the worker's monotonic clock plus its measured distance to Postgres. A step of the machine's clock does not move it.</summary>
public sealed class DatabaseClock : TimeProvider
{
    private readonly TimeProvider _local;
    private Anchor _anchor;

    /// <summary>Starts from the machine's clock until it is measured.</summary>
    public DatabaseClock(TimeProvider local)
    {
        _local = local;
        _anchor = new Anchor(local.GetTimestamp(), local.GetUtcNow());
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => _local.TimestampFrequency;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => _local.LocalTimeZone;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        var anchor = Volatile.Read(ref _anchor);
        return anchor.At + _local.GetElapsedTime(anchor.Timestamp);
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => _local.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        _local.CreateTimer(callback, state, dueTime, period);

    /// <summary>Database time minus the machine's clock, as far as it is known.</summary>
    public TimeSpan Offset => GetUtcNow() - _local.GetUtcNow();

    /// <summary>Goes on with an offset that was measured earlier, until the database can be asked.</summary>
    public void Assume(TimeSpan offset) => Volatile.Write(ref _anchor, new Anchor(_local.GetTimestamp(), _local.GetUtcNow() + offset));

    /// <summary>Reads database time and keeps the distance; the reading is placed in the middle of the round trip.</summary>
    /// <returns>How far this clock was off: database − ours.</returns>
    public async Task<TimeSpan> MeasureAsync(IFleetStore store, CancellationToken cancellationToken)
    {
        var sent = _local.GetTimestamp();
        var read = await store.ReadDatabaseTimeAsync(cancellationToken);
        var halfTrip = _local.GetElapsedTime(sent) / 2;
        var now = GetUtcNow();
        Volatile.Write(ref _anchor, new Anchor(_local.GetTimestamp(), read + halfTrip));
        return read + halfTrip - now;
    }

    private sealed record Anchor(long Timestamp, DateTimeOffset At);
}
