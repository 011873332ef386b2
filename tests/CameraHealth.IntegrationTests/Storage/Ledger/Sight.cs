using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>What a poll sees: one way each that devices behave.</summary>
internal enum Sight
{
    Good,
    Silent,
    Refusing,
    OnvifDead,
    ClockOff,
    Busy,
    OwnNetworkDown,
    StreamGood,
    StreamPoor,
    NoFrames,
    StreamBusy,
    StreamNotAsked,
}

/// <summary>Makes facts for tests.</summary>
internal static class Sights
{
    /// <summary>What was polled.</summary>
    public static PollKind Kind(this Sight sight) => sight >= Sight.StreamGood ? PollKind.Stream : PollKind.Health;

    /// <summary>An observation that was due when it was made, and whose next one is due an interval later.</summary>
    public static Observation At(this Sight sight, Device device, DateTimeOffset at, PollPolicy policy) => new()
    {
        DeviceId = device.Id,
        Kind = sight.Kind(),
        DueAt = at,
        At = at,
        NextDueAt = at + policy.IntervalOf(sight.Kind()),
        VouchedUntil = at + policy.IntervalOf(sight.Kind()) + policy.DeadlineOf(sight.Kind()),
        Duration = TimeSpan.FromMilliseconds(120),
        Findings = [.. Findings(sight).Where(finding => device.ApplicableRungs.Contains(finding.Rung))],
    };

    private static RungFinding[] Findings(Sight sight)
    {
        var (reachable, responding, authenticated) =
            (RungFinding.Good(Rung.Reachable), RungFinding.Good(Rung.Responding), RungFinding.Good(Rung.Authenticated));
        return sight switch
        {
            Sight.Good => [reachable, responding, authenticated],
            Sight.Silent => [new(Rung.Reachable, Finding.Failed, Reason.ConnectTimeout)],
            Sight.Refusing => [reachable, responding, new(Rung.Authenticated, Finding.Refused, Reason.CredentialsRefused)],
            Sight.OnvifDead => [reachable, new(Rung.Responding, Finding.Failed, Reason.ReplyTimeout)],
            Sight.ClockOff => [reachable, new(Rung.Responding, Finding.Deviating, Reason.ClockOff), authenticated],
            Sight.Busy => [reachable, new(Rung.Responding, Finding.Inconclusive, Reason.DeviceBusy)],
            Sight.OwnNetworkDown => [new(Rung.Reachable, Finding.Inconclusive, Reason.OwnNetworkDown)],
            Sight.StreamGood => [RungFinding.Good(Rung.Streaming)],
            Sight.StreamPoor => [new(Rung.Streaming, Finding.Deviating, Reason.NoFrames)],
            Sight.NoFrames => [new(Rung.Streaming, Finding.Failed, Reason.NoFrames)],
            Sight.StreamBusy => [new(Rung.Streaming, Finding.Inconclusive, Reason.DeviceBusy)],
            Sight.StreamNotAsked => [new(Rung.Reachable, Finding.Failed, Reason.RecorderUnavailable)],
            _ => throw new ArgumentOutOfRangeException(nameof(sight)),
        };
    }
}
