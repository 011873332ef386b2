using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing.Contracts;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>Takes what it is told.</summary>
internal sealed class ToldContracts : IContractStore
{
    public Task<bool> KeepToldAsync(long deviceId, StreamRole stream, StreamContract? terms, CancellationToken cancellationToken) => Task.FromResult(true);
}
