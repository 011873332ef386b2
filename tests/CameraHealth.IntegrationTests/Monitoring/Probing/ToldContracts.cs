using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing.Contracts;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>Keeps what it is told in memory.</summary>
internal sealed class ToldContracts : List<(StreamRole Stream, StreamContract? Terms)>, IContractStore
{
    public Task<bool> KeepToldAsync(long deviceId, StreamRole stream, StreamContract? terms, CancellationToken cancellationToken)
    {
        Add((stream, terms));
        return Task.FromResult(true);
    }
}
