using Microsoft.Extensions.Hosting;

namespace CameraHealth.Tests.Worker.Doubles;

/// <summary>A host that stops when it is told.</summary>
internal sealed class PlayedLifetime : IHostApplicationLifetime, IDisposable
{
    private readonly CancellationTokenSource _stopping = new();

    public CancellationToken ApplicationStarted => CancellationToken.None;

    public CancellationToken ApplicationStopping => _stopping.Token;

    public CancellationToken ApplicationStopped => CancellationToken.None;

    public void StopApplication() => _stopping.Cancel();

    public void Dispose() => _stopping.Dispose();
}
