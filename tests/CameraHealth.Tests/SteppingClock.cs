using Microsoft.Extensions.Time.Testing;

namespace CameraHealth.Tests;

/// <summary>A machine whose clock is set, while its monotonic clock runs on.</summary>
internal sealed class SteppingClock(FakeTimeProvider inner) : TimeProvider
{
    public TimeSpan Step { get; set; }

    public override long TimestampFrequency => inner.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => inner.GetUtcNow() + Step;

    public override long GetTimestamp() => inner.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) => inner.CreateTimer(callback, state, dueTime, period);
}
