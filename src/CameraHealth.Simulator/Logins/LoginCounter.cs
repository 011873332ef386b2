namespace CameraHealth.Simulator.Logins;

/// <summary>
/// Counts refused credentials of one device and locks its account, as Hikvision devices do: 5 refusals, 30 minutes.
/// ONVIF and RTSP share it. While locked, even the right password is refused. A request without credential is not counted.
/// </summary>
/// <param name="timeProvider">Clock.</param>
/// <param name="alreadyUsed">Refusals that others have caused before.</param>
internal sealed class LoginCounter(TimeProvider timeProvider, int alreadyUsed = 0)
{
    internal const int RefusalsUntilLock = 5;
    internal static readonly TimeSpan LockTime = TimeSpan.FromMinutes(30);
    private readonly Lock _lock = new();
    private int _inARow = alreadyUsed;
    private long _attempts;
    private long _refusals;
    private bool _lockedForGood;
    private DateTimeOffset _lockedUntil = DateTimeOffset.MinValue;

    internal long Attempts => Interlocked.Read(ref _attempts);

    internal long Refusals => Interlocked.Read(ref _refusals);

    internal bool IsLocked
    {
        get
        {
            lock (_lock)
            {
                return IsLocked_NeedsLock();
            }
        }
    }

    /// <summary>How many refusals remain until the lock; 0 while locked.</summary>
    internal int AttemptsLeft
    {
        get
        {
            lock (_lock)
            {
                return IsLocked_NeedsLock() ? 0 : RefusalsUntilLock - _inARow;
            }
        }
    }

    /// <summary>Counts one credential that was presented and says whether the device lets it in.</summary>
    internal bool Admit(bool right)
    {
        lock (_lock)
        {
            _attempts++;
            var locked = IsLocked_NeedsLock();
            if (right && !locked)
            {
                _inARow = 0;
                return true;
            }

            _refusals++;
            if (!locked && ++_inARow >= RefusalsUntilLock)
            {
                _inARow = 0;
                _lockedUntil = timeProvider.GetUtcNow() + LockTime;
            }

            return false;
        }
    }

    /// <summary>Locks until told otherwise, or takes that lock away.</summary>
    internal void LockForGood(bool locked)
    {
        lock (_lock)
        {
            _lockedForGood = locked;
        }
    }

    /// <summary>Forgets refusals, counts and the timed lock.</summary>
    internal void Reset()
    {
        lock (_lock)
        {
            _inARow = 0;
            _attempts = 0;
            _refusals = 0;
            _lockedUntil = DateTimeOffset.MinValue;
        }
    }

    private bool IsLocked_NeedsLock() => _lockedForGood || timeProvider.GetUtcNow() < _lockedUntil;
}
