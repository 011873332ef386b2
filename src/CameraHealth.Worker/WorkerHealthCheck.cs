using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CameraHealth.Worker;

/// <summary>Ready: the fleet is claimed, its schedule runs, and the last batch was stored.</summary>
public sealed class WorkerHealthCheck(FleetKeeper keeper, BatchWriter writer) : IHealthCheck
{
    /// <inheritdoc/>
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) => Task.FromResult(
        !keeper.IsScheduling ? HealthCheckResult.Unhealthy("the schedule does not run yet")
        : writer.IsStoring == false ? HealthCheckResult.Unhealthy("the last batch could not be stored")
        : HealthCheckResult.Healthy());
}
