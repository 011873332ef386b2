namespace CameraHealth.Onvif.Transport;

/// <summary>The deadline of one operation, joined with the caller's token; whose of them ended the call can be told apart.</summary>
internal sealed class CallDeadline : IDisposable
{
    private readonly CancellationTokenSource _timer;
    private readonly CancellationTokenSource _joined;

    public CallDeadline(TimeSpan timeout, TimeProvider time, CancellationToken caller)
    {
        Caller = caller;
        _timer = new CancellationTokenSource(timeout, time);
        _joined = CancellationTokenSource.CreateLinkedTokenSource(caller, _timer.Token);
    }

    public CancellationToken Caller { get; }

    /// <summary>Fires at the deadline or when the caller cancels.</summary>
    public CancellationToken Token => _joined.Token;

    public void Dispose()
    {
        _joined.Dispose();
        _timer.Dispose();
    }
}
