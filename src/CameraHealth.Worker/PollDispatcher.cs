using System.Collections.Concurrent;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Telemetry;
using Microsoft.Extensions.Hosting;

namespace CameraHealth.Worker;

/// <summary>Sends polls off and remembers which are worth repeating before they are due again.</summary>
public sealed class PollDispatcher(PollPipeline pipeline, StateBook states, PollRoster roster, PollMeters meters, TimeProvider time, IHostApplicationLifetime lifetime)
{
    private readonly ConcurrentDictionary<(long Device, PollKind Kind), byte> _inFlight = new();
    private readonly ConcurrentDictionary<(long Device, PollKind Kind), Repeat> _repeats = new();

    /// <summary>Polls one device; never throws for what the device or the probe did. A device whose poll of the kind still runs is not polled twice.</summary>
    public async Task PollAsync(PollRequest request)
    {
        var key = (request.Target.Device.Id, request.Kind);
        if (!_inFlight.TryAdd(key, 0))
        {
            if (!request.IsRepeat)
            {
                meters.Missed(request.Kind, 1);
            }

            return;
        }

        try
        {
            _repeats.TryRemove(key, out _);
            if (await pipeline.PollAsync(request, lifetime.ApplicationStopping) is { } result)
            {
                foreach (var kind in Enum.GetValues<PollKind>().Where(result.IsWorthRepeating))
                {
                    RepeatSoon(request, kind);
                }
            }
        }
        finally
        {
            _inFlight.TryRemove(key, out _);
        }
    }

    /// <summary>Whether the device's stream (or health) need not be asked now: a lower rung is broken, the poll could not get there.</summary>
    public bool IsBlocked(PollTarget target, PollKind kind) =>
        states.Find(target.Device.Id) is { } state
        && state.Rungs.Where(rung => Rungs.MeasuredBy(rung.Rung) == kind).All(rung => rung.Status == Monitoring.Assessment.RungStatus.Blocked)
        && !state.Rungs.Any(rung => rung is { Status: Monitoring.Assessment.RungStatus.Failed, Pending: not null });

    /// <summary>Asks for polls of every device that has a rung nobody vouches for: after a start, and for devices new in the register.</summary>
    public void MeasureUnknown(int perSecond)
    {
        var now = time.GetUtcNow();
        var placed = 0;
        foreach (var group in roster.Groups.Values)
        {
            foreach (var target in group.Targets)
            {
                foreach (var kind in KindsOf(target).Where(kind => IsUnknown(target, kind, now)))
                {
                    var at = now + TimeSpan.FromSeconds((double)placed++ / perSecond);
                    _repeats.TryAdd((target.Device.Id, kind), new Repeat(group.Id, target, kind, at));
                }
            }
        }
    }

    /// <summary>Takes the repeats whose time has come.</summary>
    public IReadOnlyList<PollRequest> TakeRepeats()
    {
        var now = time.GetUtcNow();
        var taken = new List<PollRequest>();
        foreach (var (key, repeat) in _repeats)
        {
            if (repeat.NotBefore <= now && _repeats.TryRemove(new(key, repeat)) && roster.Groups.TryGetValue(repeat.GroupId, out var group)
                && group.Targets.FirstOrDefault(target => target.Device.Id == repeat.Target.Device.Id) is { } target)
            {
                taken.Add(new PollRequest(group, target, repeat.Kind, now, IsRepeat: true));
            }
        }

        return taken;
    }

    /// <summary>The kinds a device is polled for.</summary>
    public static IEnumerable<PollKind> KindsOf(PollTarget target) => target.Device.ApplicableRungs.Select(Rungs.MeasuredBy).Distinct();

    private bool IsUnknown(PollTarget target, PollKind kind, DateTimeOffset now) =>
        states.Find(target.Device.Id)?.Rungs.Any(rung => Rungs.MeasuredBy(rung.Rung) == kind && (rung.NextDueAt is null || rung.NextDueAt < now)) == true;

    // Not when the schedule comes first anyway: a repeat must never stand in the way of the poll that is due.
    private void RepeatSoon(PollRequest request, PollKind kind)
    {
        var policy = request.Target.Policy;
        var now = time.GetUtcNow();
        var at = now + policy.RepeatAfter;
        var isUnknown = IsUnknown(request.Target, kind, now);
        if (kind != request.Kind && isUnknown)
        {
            at = now;
        }

        if (at + policy.DeadlineOf(kind) < PollGrid.NextDue(request.Target, kind, now))
        {
            _repeats.TryAdd((request.Target.Device.Id, kind), new Repeat(request.Group.Id, request.Target, kind, at));
        }
    }

    private sealed record Repeat(long GroupId, PollTarget Target, PollKind Kind, DateTimeOffset NotBefore);
}
