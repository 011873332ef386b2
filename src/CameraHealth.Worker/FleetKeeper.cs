using CameraHealth.Monitoring;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CameraHealth.Worker;

/// <summary>Claims the fleet, keeps the roster and the schedule in step with the register, measures database time, beats.</summary>
public sealed partial class FleetKeeper(
    IFleetStore store, PollRoster roster, StateBook states, PollScheduler scheduler, PollDispatcher dispatcher, DatabaseClock clock, WorkerOptions options, ILogger<FleetKeeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ClockInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SuspiciousOffset = TimeSpan.FromSeconds(1);

    // One run's own: a second worker of the same name (a start by mistake) must not take the groups of the first for its own.
    private readonly string _owner = $"{options.Name}/{Guid.CreateVersion7(clock.GetUtcNow()):N}";

    /// <summary>Whether the fleet was claimed and its schedule runs.</summary>
    public bool IsScheduling => roster.Version >= 0 && scheduler.IsRunning;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await scheduler.StopAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var (measuredAt, beatAt) = (long.MinValue, long.MinValue);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (IsDue(measuredAt, ClockInterval))
                {
                    await MeasureAsync(stoppingToken);
                    measuredAt = clock.GetTimestamp();
                }

                if (IsDue(beatAt, options.HeartbeatInterval))
                {
                    await store.BeatAsync(options.Name, stoppingToken);
                    beatAt = clock.GetTimestamp();
                }

                await FollowRegisterAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not WorkerOptionsException)
            {
                // The database is away: the roster at hand goes on being polled, and this is tried again.
                RegisterUnreadable(log, exception);
            }

            await Task.Delay(Pace, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private bool IsDue(long last, TimeSpan interval) => last == long.MinValue || clock.GetElapsedTime(last) >= interval;

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var off = await clock.MeasureAsync(store, cancellationToken);
        if (off.Duration() > SuspiciousOffset)
        {
            ClockMoved(log, off);
        }
    }

    private async Task FollowRegisterAsync(CancellationToken cancellationToken)
    {
        var isFirst = roster.Version < 0;
        if (!isFirst && await store.ReadVersionAsync(cancellationToken) == roster.Version)
        {
            return;
        }

        var fleet = isFirst ? await store.ClaimAsync(_owner, cancellationToken) : await store.ReloadAsync(_owner, cancellationToken);
        states.Load(fleet.States, replace: isFirst);
        roster.Replace(fleet);
        await scheduler.ApplyAsync(cancellationToken);
        dispatcher.MeasureUnknown(options.StartRate);
        FleetLoaded(log, fleet.Version, fleet.Groups.Count, fleet.Groups.Sum(group => group.Targets.Count));
    }

    [LoggerMessage(1, LogLevel.Information, "Register version {Version}: {Groups} poll groups, {Devices} devices")]
    private static partial void FleetLoaded(ILogger log, long version, int groups, int devices);

    [LoggerMessage(2, LogLevel.Warning, "The register cannot be read now")]
    private static partial void RegisterUnreadable(ILogger log, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The clock was {Off} away from the database's and was set right")]
    private static partial void ClockMoved(ILogger log, TimeSpan off);
}
