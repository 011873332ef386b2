using CameraHealth.Monitoring.Drills;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Drills;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CameraHealth.Worker.Recorders;

/// <summary>
/// Publishes the hash of each night's seed a day before, draws the night, and makes its drills off-peak, one at a time on a recorder. What a person
/// asks for is made at once. A recorder that refuses is left alone for the rest of the night.
/// </summary>
public sealed partial class DrillKeeper(
    DrillStore drills, DrillMaker maker, PollRoster roster, RecorderOptions options, WorkerOptions worker, DatabaseClock clock, ILogger<DrillKeeper> log) : BackgroundService
{
    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await RunAsync(stoppingToken);
            }
            catch (Exception exception) when (exception is NpgsqlException or TimeoutException && !stoppingToken.IsCancellationRequested)
            {
                // Without the database there is no result to keep: nothing is asked of any recorder.
                DatabaseAway(log, exception.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(options.Pace, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Commits, draws, and makes what waits.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        if (roster.Version < 0)
        {
            return;
        }

        var now = clock.GetUtcNow();
        var (isOffPeak, night) = options.At(now);
        await drills.CommitAsync([night, night.AddDays(1)], cancellationToken);
        if (isOffPeak && await drills.DrawAsync(night, now, cancellationToken) is { } drawn)
        {
            Drawn(log, night, drawn);
        }

        await MakeWaitingAsync(isOffPeak, cancellationToken);
    }

    /// <summary>Makes all drills that wait, recorder by recorder.</summary>
    /// <param name="isOffPeak">Whether those of the night are made too.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    public async Task MakeWaitingAsync(bool isOffPeak, CancellationToken cancellationToken)
    {
        var targets = roster.Groups.Values.SelectMany(group => group.Targets).ToDictionary(target => target.Device.Id);
        var waiting = (await drills.ReadWaitingAsync(isOffPeak, cancellationToken)).Where(drill => targets.ContainsKey(drill.DeviceId))
            .GroupBy(drill => targets[drill.DeviceId].Contacted.Id).ToList();
        await Parallel.ForEachAsync(
            waiting,
            new ParallelOptions { MaxDegreeOfParallelism = options.DrillsAtOnce, CancellationToken = cancellationToken },
            async (recorder, token) => await MakeAsync([.. recorder], targets, token));
    }

    private async Task MakeAsync(IReadOnlyList<WaitingDrill> waiting, Dictionary<long, PollTarget> targets, CancellationToken cancellationToken)
    {
        DrillResult? refusal = null;
        foreach (var drill in waiting)
        {
            if (!drill.IsOnDemand && !options.At(clock.GetUtcNow()).IsOffPeak && refusal is null && !IsForced)
            {
                return;
            }

            if (!await drills.StartAsync(drill.Id, worker.Name, cancellationToken))
            {
                continue;
            }

            if (refusal is not null && !drill.IsOnDemand)
            {
                var abandoned = new DrillResult { Outcome = refusal.Outcome, Reason = refusal.Reason, Detail = "not made: the recorder had refused the one before", AskedAt = drill.At };
                await drills.FinishAsync(drill.Id, abandoned, null, null, clock.Offset, cancellationToken);
                continue;
            }

            var result = await maker.MakeAsync(drill, targets[drill.DeviceId], cancellationToken);
            Made(log, targets[drill.DeviceId].Device.Code, drill.At, result.Outcome, result.Reason);
            refusal = IsRefusal(result) ? result : refusal;
        }
    }

    /// <summary>Nightly drills are made whatever the hour; for tests and for whoever wants the night now.</summary>
    public bool IsForced { get; set; }

    private static bool IsRefusal(DrillResult result) =>
        result.Outcome is DrillOutcome.Busy or DrillOutcome.Refused or DrillOutcome.Unauthenticated or DrillOutcome.Unreachable or DrillOutcome.Timeout;

    [LoggerMessage(75, LogLevel.Information, "Night {Night}: {Count} drills drawn")]
    private static partial void Drawn(ILogger log, DateOnly night, int count);

    [LoggerMessage(76, LogLevel.Information, "Drill of {Device} at {At:u}: {Outcome} ({Reason})")]
    private static partial void Made(ILogger log, string device, DateTimeOffset at, DrillOutcome outcome, string? reason);

    [LoggerMessage(77, LogLevel.Warning, "Drills wait for the database: {Cause}")]
    private static partial void DatabaseAway(ILogger log, string cause);
}
