using CameraHealth.Monitoring;
using CameraHealth.Worker.Spooling;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace CameraHealth.Worker;

/// <summary>Claims the fleet, keeps the roster and the schedule in step with the register, measures database time, beats, keeps the local copy.</summary>
internal sealed partial class FleetKeeper(
    IFleetStore store, LocalCopy copy, PollRoster roster, StateBook states, PollScheduler scheduler, PollDispatcher dispatcher, Spool spool, DatabaseClock clock, WorkerOptions options, ILogger<FleetKeeper> log)
    : BackgroundService
{
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(2);
    private static readonly TimeSpan ClockInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan CopyInterval = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan SuspiciousOffset = TimeSpan.FromSeconds(1);

    private readonly Dictionary<string, long> _doneAt = [];

    // One run's own: a second worker of the same name (a start by mistake) must not take the groups of the first for its own.
    private string _owner = NewOwner(options, clock);

    // Polled from the local copy, and the database has not yet said that the groups are still ours.
    private bool _isResumed;
    private bool _isAway;

    /// <summary>Whether the fleet is known and its schedule runs.</summary>
    public bool IsScheduling => roster.Version >= 0 && scheduler.IsRunning;

    /// <inheritdoc/>
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        // What waits on disk was judged under the epochs of the last run: it goes on as that run, or all of it would have to be judged again.
        if (!spool.IsEmpty)
        {
            await ResumeAsync(cancellationToken);
        }

        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await scheduler.StopAsync();
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await EveryAsync(nameof(MeasureAsync), ClockInterval, () => MeasureAsync(stoppingToken));
                await EveryAsync(nameof(store.BeatAsync), options.HeartbeatInterval, () => store.BeatAsync(options.Name, spool.Report(), stoppingToken));
                await FollowRegisterAsync(stoppingToken);
                await EveryAsync(nameof(SaveAsync), CopyInterval, SaveAsync);
                _isAway = false;
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception exception) when (exception is not WorkerOptionsException)
            {
                // The database is away: the roster at hand goes on being polled, and this is tried again.
                await GoOnAsync(exception, stoppingToken);
            }

            await Task.Delay(Pace, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private static string NewOwner(WorkerOptions options, DatabaseClock clock) => $"{options.Name}/{Guid.CreateVersion7(clock.GetUtcNow()):N}";

    private async Task EveryAsync(string name, TimeSpan interval, Func<Task> task)
    {
        if (!_doneAt.TryGetValue(name, out var last) || clock.GetElapsedTime(last) >= interval)
        {
            await task();
            _doneAt[name] = clock.GetTimestamp();
        }
    }

    private async Task GoOnAsync(Exception exception, CancellationToken stoppingToken)
    {
        if (!_isAway)
        {
            RegisterUnreadable(log, exception);
        }

        _isAway = true;
        if (roster.Version < 0)
        {
            await ResumeAsync(stoppingToken);
        }
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        var off = await clock.MeasureAsync(store, cancellationToken);
        if (off.Duration() > SuspiciousOffset)
        {
            ClockMoved(log, off);
        }
    }

    private async Task ResumeAsync(CancellationToken cancellationToken)
    {
        if (!spool.IsHeld || copy.TryLoad() is not { } last)
        {
            return;
        }

        clock.Assume(last.ClockOffset);
        _owner = last.Owner;
        await TakeOverAsync(last.Fleet, isFirst: true, cancellationToken);
        _isResumed = true;
        Resumed(log, last.Fleet.Version, last.Fleet.Groups.Count);
    }

    private async Task FollowRegisterAsync(CancellationToken cancellationToken)
    {
        var isFirst = roster.Version < 0;
        if (!isFirst && !_isResumed && await store.ReadVersionAsync(cancellationToken) == roster.Version)
        {
            return;
        }

        var fleet = isFirst ? await store.ClaimAsync(_owner, cancellationToken) : await store.ReloadAsync(_owner, cancellationToken);
        if (_isResumed && roster.Groups.Keys.Except(fleet.Groups.Select(group => group.Id)).Any())
        {
            // Another worker has claimed them while this one was not there: a start takes the fleet over, as it always does.
            _owner = NewOwner(options, clock);
            fleet = await store.ClaimAsync(_owner, cancellationToken);
            isFirst = true;
        }

        await TakeOverAsync(fleet, isFirst, cancellationToken);
        _isResumed = false;
        FleetLoaded(log, fleet.Version, fleet.Groups.Count, fleet.Groups.Sum(group => group.Targets.Count));
        await SaveAsync();
    }

    private async Task TakeOverAsync(OwnedFleet fleet, bool isFirst, CancellationToken cancellationToken)
    {
        states.Load(fleet.States, replace: isFirst);
        roster.Replace(fleet);
        await scheduler.ApplyAsync(cancellationToken);
        dispatcher.MeasureUnknown(options.StartRate);
    }

    private Task SaveAsync()
    {
        copy.Save(_owner, clock.Offset);
        return Task.CompletedTask;
    }

    [LoggerMessage(1, LogLevel.Information, "Register version {Version}: {Groups} poll groups, {Devices} devices")]
    private static partial void FleetLoaded(ILogger log, long version, int groups, int devices);

    [LoggerMessage(2, LogLevel.Warning, "The register cannot be read now")]
    private static partial void RegisterUnreadable(ILogger log, Exception exception);

    [LoggerMessage(3, LogLevel.Warning, "The clock was {Off} away from the database's and was set right")]
    private static partial void ClockMoved(ILogger log, TimeSpan off);

    [LoggerMessage(4, LogLevel.Information, "Polling goes on from the local copy of register version {Version}: {Groups} poll groups")]
    private static partial void Resumed(ILogger log, long version, int groups);
}
