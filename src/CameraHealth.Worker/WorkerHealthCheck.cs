using CameraHealth.Worker.Spooling;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CameraHealth.Worker;

/// <summary>
/// Ready: the fleet is known, its schedule runs, and results are kept. While they are brought from disk to the database it is ready and says so;
/// while the database is away, or while groups are not polled because Worker:MaxConcurrency is too low for a register that grew, it is degraded (still
/// 200: it polls and keeps); when nothing can be kept it is not ready.
/// </summary>
internal sealed class WorkerHealthCheck(FleetKeeper keeper, PollScheduler scheduler, AssessmentGate gate, Spool spool, BatchSettlement settlement, DatabaseClock clock) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var report = spool.Report();
        var details = new Dictionary<string, object>(StringComparer.Ordinal)
        {
            ["catchingUp"] = report.Batches > 0,
            ["databaseAway"] = settlement.IsAway,
            ["assessing"] = gate.IsOpen,
            ["unscheduledGroups"] = scheduler.UnscheduledGroups,
            ["spool"] = report.State.ToString(),
            ["spoolBatches"] = report.Batches,
            ["spoolBytes"] = report.Bytes,
        };
        if (report.OldestAt is { } oldest)
        {
            details["spoolOldestSeconds"] = Math.Round((clock.GetUtcNow() - oldest).TotalSeconds);
        }

        return Task.FromResult(
            !keeper.IsScheduling ? HealthCheckResult.Unhealthy("the schedule does not run yet", data: details)
            : !gate.IsOpen ? HealthCheckResult.Unhealthy("results can be kept nowhere", data: details)
            : settlement.IsAway ? HealthCheckResult.Degraded("the database is away", data: details)
            : scheduler.UnscheduledGroups > 0 ? HealthCheckResult.Degraded("Worker:MaxConcurrency is too low: some poll groups are not polled", data: details)
            : HealthCheckResult.Healthy(data: details));
    }
}
