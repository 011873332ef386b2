using CameraHealth.Simulator.Logins;

namespace CameraHealth.Simulator;

/// <summary>Counts what clients do to one device.</summary>
internal sealed class DeviceActivity
{
    private readonly Lock _lock = new();
    private long _connections;
    private long _onvifRequests;
    private int _playbacksOpen;
    private int _sessionsOpen;
    private long _sessionsTotal;
    private int _sessionsMost;
    private long _teardowns;

    private int _rightLogins;

    /// <summary>Numbers the right logins over ONVIF, from 0.</summary>
    internal int NextRightLogin() => Interlocked.Increment(ref _rightLogins) - 1;

    internal void ConnectionAccepted() => Interlocked.Increment(ref _connections);

    internal void OnvifRequestRead() => Interlocked.Increment(ref _onvifRequests);

    internal void SessionOpened()
    {
        lock (_lock)
        {
            _sessionsTotal++;
            _sessionsOpen++;
            _sessionsMost = Math.Max(_sessionsMost, _sessionsOpen);
        }
    }

    internal int PlaybacksOpen => Volatile.Read(ref _playbacksOpen);

    /// <summary>False: as many as may be are open.</summary>
    internal bool TryOpenPlayback(int most)
    {
        lock (_lock)
        {
            if (_playbacksOpen >= most)
            {
                return false;
            }

            _playbacksOpen++;
            return true;
        }
    }

    internal void PlaybackEnded() => Interlocked.Decrement(ref _playbacksOpen);

    internal void SessionEnded(bool byTeardown)
    {
        lock (_lock)
        {
            _sessionsOpen--;
            _teardowns += byTeardown ? 1 : 0;
        }
    }

    internal DeviceCounters Read(LoginCounter logins)
    {
        lock (_lock)
        {
            return new DeviceCounters(
                Interlocked.Read(ref _connections),
                Interlocked.Read(ref _onvifRequests),
                _sessionsOpen,
                _sessionsTotal,
                _sessionsMost,
                logins.Attempts,
                logins.Refusals,
                logins.IsLocked,
                _teardowns);
        }
    }

    /// <summary>Begins the totals anew; sessions that are open stay open.</summary>
    internal void Reset()
    {
        lock (_lock)
        {
            Interlocked.Exchange(ref _connections, 0);
            Interlocked.Exchange(ref _onvifRequests, 0);
            _sessionsTotal = _sessionsOpen;
            _sessionsMost = _sessionsOpen;
            _teardowns = 0;
        }
    }
}
