using System.Collections.Concurrent;
using CameraHealth.Monitoring.Events;
using CameraHealth.Onvif.Events;

namespace CameraHealth.IntegrationTests.Monitoring.Events;

/// <summary>The register of pull points, in memory.</summary>
internal sealed class HeldPullPoints : IPullPointRegister
{
    public ConcurrentDictionary<long, PullPoint> Points { get; } = new();

    public Task KeepAsync(long device, PullPoint point, CancellationToken cancellationToken)
    {
        Points[device] = point;
        return Task.CompletedTask;
    }

    public Task ForgetAsync(long device, CancellationToken cancellationToken)
    {
        Points.TryRemove(device, out _);
        return Task.CompletedTask;
    }

    public Task<IReadOnlyDictionary<long, PullPoint>> ListAsync(CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyDictionary<long, PullPoint>>(Points.ToDictionary());
}
