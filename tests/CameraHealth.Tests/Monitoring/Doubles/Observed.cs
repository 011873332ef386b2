using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Tests.Monitoring.Doubles;

/// <summary>Observations without a pipeline.</summary>
internal static class Observed
{
    /// <summary>Complete at <paramref name="at"/>, the next one due an interval later.</summary>
    public static Observation At(PollKind kind, DateTimeOffset at, IReadOnlyList<RungFinding> findings, PollPolicy policy)
    {
        var nextDue = at + policy.IntervalOf(kind);
        return new Observation
        {
            DeviceId = 1,
            Kind = kind,
            DueAt = at,
            At = at,
            NextDueAt = nextDue,
            VouchedUntil = nextDue + 2 * policy.DeadlineOf(kind),
            Duration = TimeSpan.Zero,
            Findings = findings,
        };
    }

    public static RungFinding Failed(Rung rung, Reason reason) => new(rung, Finding.Failed, reason);

    public static RungFinding Refused(Rung rung) => new(rung, Finding.Refused, Reason.CredentialsRefused);

    public static RungFinding Busy(Rung rung) => new(rung, Finding.Inconclusive, Reason.DeviceBusy);
}
