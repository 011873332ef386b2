using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Queries;

namespace CameraHealth.IntegrationTests.Storage.Uptime;

/// <summary>One thing that happens in a random history. Times are shares of its length.</summary>
internal abstract record KpiStep
{
    /// <summary>By the worker that owns the group, whose verdict is taken if it fits; or by another, and the store judges. The next one is due so many hours later.</summary>
    public sealed record Poll(int Device, Sight Sight, double At, bool IsOwner, double DueHours) : KpiStep;

    /// <summary>Everything polled and not delivered is, in one batch, and this many times.</summary>
    public sealed record Deliver(int Times) : KpiStep;

    /// <summary>Scope 0–2: a device; 3: the site; 4: the group; 5: all.</summary>
    public sealed record Maintain(int Scope, double From, double Hours, bool IsWeekly, int StartMinutes, bool IsAhead) : KpiStep;

    public sealed record EndMaintenance(int Pick) : KpiStep;

    public sealed record Serve(int Device, int Day, ServiceState State) : KpiStep;

    public sealed record Correct(int Device, double From, double Hours, Status Status) : KpiStep;

    public sealed record TakeBack(int Pick) : KpiStep;

    public sealed record AddUp : KpiStep;

    public sealed record Ask(double From, double To, KpiGrouping GroupBy, FigureSourcePick Source) : KpiStep;
}

/// <summary>Which source an answer is made from.</summary>
internal enum FigureSourcePick
{
    Sums,
    Intervals,
}
