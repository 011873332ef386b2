using CameraHealth.Web.Fleet;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CameraHealth.Web.Hosting;

/// <summary>Ready means: the fleet can be read from Postgres now.</summary>
internal sealed class DatabaseHealthCheck(FleetFeed feed) : IHealthCheck
{
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var reading = await feed.ReadAsync(cancellationToken);
        return reading.IsCurrent ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("The database does not answer.");
    }
}
