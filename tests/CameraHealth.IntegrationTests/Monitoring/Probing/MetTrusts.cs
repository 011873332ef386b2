using CameraHealth.Monitoring.Probing;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>Keeps what it is told in memory.</summary>
internal sealed class MetTrusts : List<MetTrust>, ITrustStore
{
    public Task<bool> KeepAsync(MetTrust met, CancellationToken cancellationToken)
    {
        Add(met);
        return Task.FromResult(true);
    }
}
