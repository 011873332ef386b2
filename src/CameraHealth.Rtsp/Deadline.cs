namespace CameraHealth.Rtsp;

/// <summary>
/// One token for a whole phase, with a smaller limit set anew for each step. One timer serves it all, so that no read
/// pays for its own. Whether the caller gave up is asked of the caller's token, never of this one.
/// </summary>
internal sealed class Deadline : IDisposable
{
    private readonly TimeProvider _time;
    private readonly CancellationTokenSource _expired;
    private readonly CancellationTokenRegistration _registration;
    private readonly TimeSpan _span;
    private readonly long _startedAt;

    public Deadline(TimeProvider time, TimeSpan span, CancellationToken caller)
    {
        _time = time;
        _span = span;
        _startedAt = time.GetTimestamp();
        _expired = new CancellationTokenSource(span, time);
        _registration = caller.UnsafeRegister(static source => ((CancellationTokenSource)source!).Cancel(), _expired);
    }

    public CancellationToken Token => _expired.Token;

    private TimeSpan Remaining => _span - _time.GetElapsedTime(_startedAt);

    /// <summary>From now on the token ends after <paramref name="step"/>, or at the end of the whole if that is sooner.</summary>
    public void LimitStep(TimeSpan step)
    {
        var limit = step < Remaining ? step : Remaining;
        _expired.CancelAfter(limit > TimeSpan.Zero ? limit : TimeSpan.Zero);
    }

    public void Dispose()
    {
        _registration.Dispose();
        _expired.Dispose();
    }
}
