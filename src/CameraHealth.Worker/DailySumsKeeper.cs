using CameraHealth.Storage.Uptime;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CameraHealth.Worker;

/// <summary>Adds closed days up every few minutes. Figures are right without it, only slower.</summary>
internal sealed partial class DailySumsKeeper(DailySums sums, TimeProvider time, ILogger<DailySumsKeeper> logger) : BackgroundService
{
    private static readonly TimeSpan Interval = TimeSpan.FromMinutes(10);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Interval, time);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
            {
                await RefreshAsync(stoppingToken);
            }
        }
        catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
        {
            // Stopped.
        }
    }

    private async Task RefreshAsync(CancellationToken cancellationToken)
    {
        try
        {
            LogRefreshed(await sums.RefreshAsync(cancellationToken));
        }
        catch (NpgsqlException exception)
        {
            LogUnavailable(exception.Message);
        }
    }

    [LoggerMessage(40, LogLevel.Debug, "{Months} months of devices were added up.")]
    private partial void LogRefreshed(int months);

    [LoggerMessage(41, LogLevel.Warning, "The daily sums could not be made ({Cause}); figures come from the intervals meanwhile.")]
    private partial void LogUnavailable(string cause);
}
