using System.Globalization;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Telemetry;
using Microsoft.Extensions.Logging;
using Quartz;

namespace CameraHealth.Worker;

/// <summary>The Quartz schedule of this worker: one trigger a group and kind, fired once a slot, in memory.</summary>
public sealed partial class PollScheduler(
    PollDispatcher dispatcher, PollRoster roster, SweepProgress progress, PollMeters meters, TimeProvider time, WorkerOptions options, ILogger<PollScheduler> log) : IAsyncDisposable
{
    private IScheduler? _scheduler;
    private readonly HashSet<long> _polled = [];
    private int _concurrency;

    /// <summary>Whether Quartz runs and has not been stopped.</summary>
    public bool IsRunning => _scheduler is { Status: SchedulerStatus.Running };

    /// <summary>Groups of the roster that are not polled, because the configured MaxConcurrency does not suffice for them.</summary>
    public int UnscheduledGroups { get; private set; }

    /// <summary>Jobs that may have to run at once. A sweep lasts up to twice its deadline (waiting for a permit, then polling), so that many slots overlap.</summary>
    public static int RequiredConcurrency(IEnumerable<PollGroup> groups) => 1 + groups.Sum(group =>
        Enum.GetValues<PollKind>().Sum(kind => (int)Math.Ceiling(2 * group.Policy.DeadlineOf(kind) / PollGrid.Slot) + 1));

    /// <summary>Schedules the roster's groups; drops those that are gone. One that already runs when the groups outgrow the configured MaxConcurrency
    /// goes on with those it has and as many more as fit, and says so: a register that grows must not end the polling of what was there.</summary>
    /// <exception cref="WorkerOptionsException">At the start: the configured MaxConcurrency is below what the groups need.</exception>
    public async Task ApplyAsync(CancellationToken cancellationToken)
    {
        if (_scheduler is null && RequiredConcurrency(roster.Groups.Values) is var needed && options.MaxConcurrency < needed)
        {
            throw new WorkerOptionsException([$"Worker:MaxConcurrency: {options.MaxConcurrency} is below the {needed} that {roster.Groups.Count} poll groups need"]);
        }

        var groups = Fitting();
        var required = RequiredConcurrency(groups);
        TellUnscheduled(roster.Groups.Count - groups.Count);
        if (_scheduler is null || (options.MaxConcurrency is null && required > _concurrency))
        {
            // Quartz fixes the number at start; room for growth keeps the register's changes from restarting it each time.
            await StopAsync();
            _concurrency = options.MaxConcurrency ?? Math.Max(256, required * 2);
            _scheduler = await BuildAsync(_concurrency, cancellationToken);
            await _scheduler.ScheduleJob(
                JobBuilder.Create<RepeatJob>().WithIdentity("repeat").Build(), Every(TimeSpan.FromSeconds(1), "repeat"), cancellationToken: cancellationToken);
            await _scheduler.Start(cancellationToken);
            Started(log, _concurrency, groups.Count);
        }

        _polled.Clear();
        _polled.UnionWith(groups.Select(group => group.Id));
        var wanted = _polled.SelectMany(group => Enum.GetValues<PollKind>().Select(kind => (group, kind))).ToDictionary(pair => KeyOf(pair.group, pair.kind));
        foreach (var gone in (await _scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(nameof(SweepJob)), cancellationToken)).Where(key => !wanted.ContainsKey(key)))
        {
            await _scheduler.DeleteJob(gone, cancellationToken);
        }

        foreach (var (key, (group, kind)) in wanted)
        {
            if (!await _scheduler.Exists(key, cancellationToken))
            {
                var job = JobBuilder.Create<SweepJob>().WithIdentity(key)
                    .UsingJobData(SweepJob.GroupKey, group.ToString(CultureInfo.InvariantCulture))
                    .UsingJobData(SweepJob.KindKey, kind.ToString()).Build();
                await _scheduler.ScheduleJob(job, Every(PollGrid.Slot, key.Name), cancellationToken: cancellationToken);
            }
        }
    }

    /// <summary>Groups that have jobs in Quartz, in order.</summary>
    internal async Task<IReadOnlyList<long>> ListScheduledAsync(CancellationToken cancellationToken) => _scheduler is null ? [] :
    [
        .. (await _scheduler.GetJobKeys(GroupMatcher<JobKey>.GroupEquals(nameof(SweepJob)), cancellationToken))
            .Select(key => long.Parse(key.Name[(key.Name.IndexOf('-', StringComparison.Ordinal) + 1)..], CultureInfo.InvariantCulture)).Distinct().Order(),
    ];

    /// <summary>Stops firing and waits for running jobs; their polls end at once when the host is stopping.</summary>
    public async Task StopAsync()
    {
        if (_scheduler is { } scheduler)
        {
            _scheduler = null;
            await scheduler.Shutdown(waitForJobsToComplete: true);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync() => await StopAsync();

    // Those that are polled already stay, whatever their policy asks for now; of the others the older ones come first.
    private List<PollGroup> Fitting()
    {
        var (groups, room) = (new List<PollGroup>(), options.MaxConcurrency ?? int.MaxValue);
        foreach (var group in roster.Groups.Values.OrderByDescending(group => _polled.Contains(group.Id)).ThenBy(group => group.Id))
        {
            if (_polled.Contains(group.Id) || RequiredConcurrency([.. groups, group]) <= room)
            {
                groups.Add(group);
            }
        }

        return groups;
    }

    private void TellUnscheduled(int groups)
    {
        if (groups > 0 && groups != UnscheduledGroups)
        {
            Outgrown(log, groups, options.MaxConcurrency, RequiredConcurrency(roster.Groups.Values));
        }

        UnscheduledGroups = groups;
    }

    private async Task<IScheduler> BuildAsync(int concurrency, CancellationToken cancellationToken) =>
        await QuartzSchedulerBuilder.Create(quartz =>
        {
            quartz.ConfigureScheduler(scheduler => scheduler.InstanceName = "camerahealth");
            quartz.UseTimeProvider(time);
            quartz.UseInMemoryStore(store => store.MisfireThreshold = PollGrid.Slot);
            quartz.UseDefaultThreadPool(concurrency);
            quartz.AddJobType(_ => new SweepJob(dispatcher, roster, progress, meters));
            quartz.AddJobType(_ => new RepeatJob(dispatcher));
        }).BuildScheduler(cancellationToken);

    // On the slot grid of database time, so that a restart does not move anybody's due time.
    private ITrigger Every(TimeSpan interval, string name) => TriggerBuilder.Create(time)
        .WithIdentity(name, nameof(PollScheduler))
        .StartAt(PollGrid.SlotOf(time.GetUtcNow()) + PollGrid.Slot)
        .WithSchedule(SimpleScheduleBuilder.Create().WithInterval(interval).RepeatForever()
            .WithMisfireInstruction(SimpleTriggerMisfireInstruction.NextWithRemainingCount))
        .Build();

    private static JobKey KeyOf(long group, PollKind kind) => new($"{kind}-{group.ToString(CultureInfo.InvariantCulture)}", nameof(SweepJob));

    [LoggerMessage(1, LogLevel.Information, "Quartz runs with {Concurrency} jobs at once for {Groups} poll groups")]
    private static partial void Started(ILogger log, int concurrency, int groups);

    [LoggerMessage(2, LogLevel.Error, "{Groups} poll groups are not polled: Worker:MaxConcurrency is {Limit}, and all groups of the register need {Required}; raise it and restart the worker")]
    private static partial void Outgrown(ILogger log, int groups, int? limit, int required);
}
