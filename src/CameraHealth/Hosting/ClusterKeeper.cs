using CameraHealth.Storage.PrivatePostgres;

namespace CameraHealth.Hosting;

/// <summary>Starts the private Postgres again when it has crashed. Until then results wait on disk.</summary>
internal sealed partial class ClusterKeeper(PrivateCluster cluster, ILogger<ClusterKeeper> log) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var pause = Pace;
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (await cluster.EnsureRunningAsync(stoppingToken))
                {
                    Restarted(log);
                }

                pause = Pace;
            }
            catch (Exception exception) when (exception is PrivateClusterException or IOException or UnauthorizedAccessException)
            {
                CannotRestart(log, exception, pause);
                pause = pause * 2 < LongestPause ? pause * 2 : LongestPause;
            }

            await Task.Delay(pause, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    [LoggerMessage(1, LogLevel.Warning, "The private PostgreSQL server was gone and was started again")]
    private static partial void Restarted(ILogger log);

    [LoggerMessage(2, LogLevel.Error, "The private PostgreSQL server is gone and does not start; again in {Pause}")]
    private static partial void CannotRestart(ILogger log, Exception exception, TimeSpan pause);
}
