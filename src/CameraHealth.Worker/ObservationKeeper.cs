using CameraHealth.Storage.Hours;
using CameraHealth.Storage.Pictures;
using CameraHealth.Storage.Upkeep;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CameraHealth.Worker;

/// <summary>Looks after stored observations at start and from time to time: partitions ahead, hourly sums, retention, packing, and what is left of pictures. A database that is away is tried again.</summary>
public sealed partial class ObservationKeeper(ObservationUpkeep upkeep, HourSums hours, PictureUpkeep pictures, ObservationsOptions options, TimeProvider time, ILogger<ObservationKeeper> log) : BackgroundService
{
    // A start after a long stop finds a day or more to pack: it is not done in one go.
    private const int HoursPerRun = 6;
    private const int SumsPerRun = 48;

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (NpgsqlException exception) when (!stoppingToken.IsCancellationRequested)
            {
                UpkeepFailed(log, exception);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(options.UpkeepInterval, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private async Task RunAsync(CancellationToken cancellationToken)
    {
        await upkeep.MakePartitionsAsync(cancellationToken);
        await SumAsync(cancellationToken);
        foreach (var day in await upkeep.DropExpiredAsync(cancellationToken))
        {
            DayDropped(log, day, options.RetentionDays);
        }

        for (var i = 0; i < HoursPerRun && await upkeep.PackNextHourAsync(cancellationToken) is var (hour, observations); i++)
        {
            HourPacked(log, hour, observations);
        }

        foreach (var day in await upkeep.EmptyPackedDaysAsync(cancellationToken))
        {
            DayEmptied(log, day);
        }

        if (await pictures.PruneAsync(cancellationToken) is var dropped and > 0)
        {
            PicturesDropped(log, dropped);
        }

        if (await pictures.PruneViewsAsync(cancellationToken) is var views and > 0)
        {
            ViewsDropped(log, views);
        }
    }

    private async Task SumAsync(CancellationToken cancellationToken)
    {
        for (var i = 0; i < SumsPerRun && await hours.SumNextHourAsync(cancellationToken) is var (hour, observations); i++)
        {
            HourSummed(log, hour, observations);
        }

        await hours.DropExpiredAsync(cancellationToken);
    }

    [LoggerMessage(1, LogLevel.Warning, "Looking after the observations failed; it is tried again")]
    private static partial void UpkeepFailed(ILogger log, Exception exception);

    [LoggerMessage(2, LogLevel.Information, "Observations of {Day} were dropped: {Days} days are kept")]
    private static partial void DayDropped(ILogger log, DateOnly day, int days);

    [LoggerMessage(3, LogLevel.Information, "Hour {Hour} packed, {Observations} observations")]
    private static partial void HourPacked(ILogger log, DateTimeOffset hour, int observations);

    [LoggerMessage(6, LogLevel.Information, "{Count} pictures past their days or their room were dropped")]
    private static partial void PicturesDropped(ILogger log, int count);

    [LoggerMessage(7, LogLevel.Information, "{Count} views of pictures past their days were dropped from the log")]
    private static partial void ViewsDropped(ILogger log, long count);

    [LoggerMessage(4, LogLevel.Information, "Room of {Day} given back: all of it is packed")]
    private static partial void DayEmptied(ILogger log, DateOnly day);

    [LoggerMessage(5, LogLevel.Debug, "Hour {Hour} added up, {Observations} observations")]
    private static partial void HourSummed(ILogger log, DateTimeOffset hour, int observations);
}
