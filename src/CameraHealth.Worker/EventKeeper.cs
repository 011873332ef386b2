using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Events;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Storage.Events;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CameraHealth.Worker;

/// <summary>
/// Visits the pull points of the devices that let us in, once a minute. At the start it closes those that a run that died left open, at the end its own.
/// Polls come first: a visit takes the same permit, and events are evidence, not verdicts.
/// </summary>
internal sealed partial class EventKeeper(
    PollRoster roster, StateBook states, PollPermits permits, EventWatch watch, EventStore store, WorkerOptions options, TimeProvider time, ILogger<EventKeeper> log) : BackgroundService
{
    private const int AtOnce = 16;
    private static readonly TimeSpan VisitLimit = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan CloseLimit = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan RosterPace = TimeSpan.FromSeconds(1);

    private bool _isClosed;

    /// <inheritdoc/>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        using var limit = new CancellationTokenSource(CloseLimit, time);
        await ForEachAsync(Targets().Where(target => watch.Open.Contains(target.Device.Id)), target => watch.CloseAsync(target, limit.Token), limit.Token)
            .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                if (!_isClosed && roster.Version >= 0)
                {
                    await CloseLeftAsync(stoppingToken);
                    _isClosed = true;
                }

                await ForEachAsync(Targets().Where(LetsUsIn), target => VisitAsync(target, stoppingToken), stoppingToken);
            }
            catch (NpgsqlException exception)
            {
                Unavailable(log, exception.Message);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }

            await Task.Delay(_isClosed ? options.EventInterval : RosterPace, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    // Channels have none of their own: the recorder tells theirs.
    private IEnumerable<PollTarget> Targets() => roster.Groups.Values.SelectMany(group => group.Targets)
        .Where(target => target.Device is { OnvifPort: not null, Access: AccessPath.Direct });

    // No login is risked for events: the polls find out whether the account is right.
    private bool LetsUsIn(PollTarget target) =>
        states.Find(target.Device.Id)?.Rungs.Any(rung => rung is { Rung: Rung.Authenticated, Status: RungStatus.Good, Pending: null }) == true;

    private async Task CloseLeftAsync(CancellationToken stoppingToken)
    {
        var left = await store.ListAsync(stoppingToken);
        await ForEachAsync(Targets().Where(target => left.ContainsKey(target.Device.Id)), target => watch.UnsubscribeAsync(target, left[target.Device.Id], stoppingToken), stoppingToken);
    }

    private async Task VisitAsync(PollTarget target, CancellationToken stoppingToken)
    {
        using var limit = new CancellationTokenSource(VisitLimit, time);
        using var linked = CancellationTokenSource.CreateLinkedTokenSource(stoppingToken, limit.Token);
        try
        {
            using var permit = await permits.TakeAsync(target, PollKind.Health, linked.Token);
            if (await watch.VisitAsync(target, linked.Token) is { Count: > 0 } reports)
            {
                await store.KeepAsync(target.Device.Id, reports, linked.Token);
            }
        }
        catch (OperationCanceledException) when (!stoppingToken.IsCancellationRequested)
        {
            // Its polls were longer than the visit may wait: the next round.
        }
    }

    private static Task ForEachAsync(IEnumerable<PollTarget> targets, Func<PollTarget, Task> visit, CancellationToken cancellationToken) =>
        Parallel.ForEachAsync(
            targets, new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = cancellationToken }, async (target, _) => await visit(target));

    [LoggerMessage(60, LogLevel.Warning, "Events are not kept while the database is away: {Cause}")]
    private static partial void Unavailable(ILogger log, string cause);
}
