using CameraHealth.Monitoring.Probing;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>Takes what it is told.</summary>
internal sealed class MetTrusts : ITrustStore
{
    public Task<bool> KeepAsync(MetTrust met, CancellationToken cancellationToken) => Task.FromResult(true);
}
