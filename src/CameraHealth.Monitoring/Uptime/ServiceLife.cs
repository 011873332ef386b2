namespace CameraHealth.Monitoring.Uptime;

/// <summary>Where a device stands in its life. Numbers are stored: never reuse one.</summary>
public enum ServiceState
{
    /// <summary>Meant to come.</summary>
    Planned = 1,

    /// <summary>It hangs there and does not count yet.</summary>
    Installed = 2,

    /// <summary>It counts.</summary>
    InService = 3,

    /// <summary>Taken out for a while.</summary>
    Suspended = 4,

    /// <summary>Gone for good.</summary>
    Retired = 5,
}

/// <summary>A step in a device's life.</summary>
/// <param name="At">UTC: the begin of a local day.</param>
/// <param name="State">The state from then on.</param>
public readonly record struct ServiceChange(DateTimeOffset At, ServiceState State);

/// <summary>A device's life. Only time in service counts; all else is N.</summary>
/// <param name="changes">In any order, each at an instant of its own; none: in service since ever.</param>
public sealed class ServiceLife(IEnumerable<ServiceChange> changes)
{
    /// <summary>In service since ever.</summary>
    public static readonly ServiceLife Always = new([]);

    private readonly ServiceChange[] _changes = [.. changes.OrderBy(change => change.At)];

    /// <summary>The state at an instant: before the first step it was planned.</summary>
    public ServiceState StateAt(DateTimeOffset at)
    {
        var passed = _changes.Count(change => change.At <= at);
        return _changes.Length == 0 ? ServiceState.InService : passed == 0 ? ServiceState.Planned : _changes[passed - 1].State;
    }

    /// <summary>In service from–to, in order of time, not overlapping.</summary>
    public IReadOnlyList<Period> InService()
    {
        if (_changes.Length == 0)
        {
            return [new Period(DateTimeOffset.MinValue, null)];
        }

        var periods = new List<Period>();
        DateTimeOffset? since = null;
        foreach (var change in _changes)
        {
            if (change.State == ServiceState.InService)
            {
                since ??= change.At;
            }
            else if (since is { } begin)
            {
                periods.Add(new Period(begin, change.At));
                since = null;
            }
        }

        if (since is { } open)
        {
            periods.Add(new Period(open, null));
        }

        return periods;
    }
}
