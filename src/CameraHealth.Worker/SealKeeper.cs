using CameraHealth.Storage.Sealing;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CameraHealth.Worker;

/// <summary>Seals each day soon after its end (UTC), and what was missed when nothing ran.</summary>
internal sealed partial class SealKeeper(SealStore seals, TimeProvider time, ILogger<SealKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            do
            {
                await SealAsync(stoppingToken);
            }
            while (await timer.WaitForNextTickAsync(stoppingToken));
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task SealAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await seals.SealAsync(cancellationToken) is var days and > 0)
            {
                LogSealed(days);
            }
        }
        catch (NpgsqlException exception)
        {
            LogUnavailable(exception.Message);
        }
    }

    [LoggerMessage(60, LogLevel.Information, "{Days} days of the ledger were sealed.")]
    private partial void LogSealed(int days);

    [LoggerMessage(61, LogLevel.Warning, "The ledger could not be sealed ({Cause}); it is tried again.")]
    private partial void LogUnavailable(string cause);
}
