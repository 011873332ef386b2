using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>A stored state and what refreshed it since. The one place that lays one over the other, and that tells whether a state can be stored so.</summary>
internal static class Overlay
{
    /// <summary>The state as it is.</summary>
    public static DeviceState Apply(DeviceState stored, Refresh? health, Refresh? stream)
    {
        health = IsNewer(health, stored) ? health : null;
        stream = IsNewer(stream, stored) ? stream : null;
        if (Latest(health, stream) is not { } latest)
        {
            return stored;
        }

        return stored with
        {
            LastAt = latest.At,
            NextDueAt = latest.OverallNextDueAt,
            VouchedUntil = latest.OverallVouchedUntil,
            Rungs = [.. stored.Rungs.Select(rung => (IsCarried(rung) ? Of(rung.Rung, health, stream) : null) is { } refresh
                ? rung with { LastAt = refresh.At, NextDueAt = refresh.NextDueAt, VouchedUntil = refresh.VouchedUntil }
                : rung)],
        };
    }

    /// <summary>Whether the state is the stored one but for freshness, and how to say that.</summary>
    /// <param name="stored">The state of <c>device_states</c>.</param>
    /// <param name="state">The state that is to be kept.</param>
    /// <param name="health">The refresh of each kind; null: none since the stored state. Without duration and clock.</param>
    /// <param name="stream">See <paramref name="health"/>.</param>
    public static bool TryExpress(DeviceState stored, DeviceState state, out Refresh? health, out Refresh? stream)
    {
        health = Find(PollKind.Health, stored, state);
        stream = Find(PollKind.Stream, stored, state);
        if (stored.Status != state.Status || stored.Reason != state.Reason || stored.BrokenRung != state.BrokenRung || stored.Since != state.Since
            || stored.Rungs.Count != state.Rungs.Count || Latest(health, stream)?.At != state.LastAt)
        {
            return false;
        }

        for (var i = 0; i < state.Rungs.Count; i++)
        {
            if (!IsRefreshed(stored.Rungs[i], state.Rungs[i], Of(state.Rungs[i].Rung, health, stream)))
            {
                return false;
            }
        }

        return true;
    }

    private static bool IsRefreshed(RungState stored, RungState state, Refresh? refresh)
    {
        if (refresh is not { } newer || !IsCarried(stored))
        {
            return stored == state;
        }

        return stored.Rung == state.Rung && stored.Status == state.Status && stored.Reason == state.Reason && stored.Since == state.Since && IsCarried(state)
            && state.LastAt == newer.At && state.NextDueAt == newer.NextDueAt && state.VouchedUntil == newer.VouchedUntil;
    }

    private static Refresh? Find(PollKind kind, DeviceState stored, DeviceState state)
    {
        for (var i = 0; i < state.Rungs.Count; i++)
        {
            var rung = state.Rungs[i];
            if (Rungs.MeasuredBy(rung.Rung) == kind && IsCarried(rung) && rung is { LastAt: { } at, NextDueAt: { } due, VouchedUntil: { } vouched } && at > stored.LastAt)
            {
                return new Refresh(at, due, vouched, state.NextDueAt, state.VouchedUntil, default, null);
            }
        }

        return null;
    }

    private static bool IsNewer(Refresh? refresh, DeviceState stored) => refresh?.At > stored.LastAt;

    // Only a verdict that an observation confirms is carried on by it.
    private static bool IsCarried(RungState rung) => rung is { Status: not (RungStatus.Unknown or RungStatus.Blocked), Pending: null, Inconclusive: null };

    // What a picture says is kept with the state itself: it comes once in some hundred polls.
    private static Refresh? Of(Rung rung, Refresh? health, Refresh? stream) => Rungs.MeasuredBy(rung) switch
    {
        PollKind.Health => health,
        PollKind.Stream => stream,
        _ => null,
    };

    private static Refresh? Latest(Refresh? health, Refresh? stream) => health is null || stream?.At > health?.At ? stream : health;
}
