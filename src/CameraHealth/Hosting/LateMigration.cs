namespace CameraHealth.Hosting;

/// <summary>Brings a database to this program's version that was away when the program started.</summary>
internal sealed class LateMigration(DatabaseHome home) : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var isDone = false;
        while (!isDone && !stoppingToken.IsCancellationRequested)
        {
            await Task.Delay(Pace, TimeProvider.System, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            isDone = await TryAsync(stoppingToken);
        }
    }

    private async Task<bool> TryAsync(CancellationToken stoppingToken)
    {
        try
        {
            await home.MigrateAndTellAsync(stoppingToken);
            return true;
        }
        catch (CannotRunException exception) when (exception.InnerException is Npgsql.NpgsqlException)
        {
            return false;
        }
    }
}
