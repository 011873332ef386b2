using System.Collections.Concurrent;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Recordings;
using CameraHealth.Storage.Recordings;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Npgsql;

namespace CameraHealth.Worker.Recorders;

/// <summary>Asks each recorder, and each camera with ONVIF, every quarter of an hour for the footage of its channels, and keeps what it says.</summary>
public sealed partial class RecorderKeeper(
    PollRoster roster, StateBook states, DeviceSessions sessions, RecorderSurveyor surveyor, RecordingStore store, RecorderOptions options, TimeProvider time, ILogger<RecorderKeeper> log)
    : BackgroundService
{
    // The edge of what was searched is searched again: a gap that began just before it is whole only so.
    private static readonly TimeSpan Overlap = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<long, DateTimeOffset> _nextAt = new();

    /// <inheritdoc/>
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            var due = Due(time.GetUtcNow());
            await Parallel.ForEachAsync(due, new ParallelOptions { MaxDegreeOfParallelism = options.SurveysAtOnce, CancellationToken = stoppingToken }, async (targets, token) => await SurveyAsync(targets, token))
                .ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            await Task.Delay(options.Pace, time, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Surveys one device and keeps what it says; never throws for what the device or the database did.</summary>
    /// <param name="targets">Its channels; a camera by itself is the only one.</param>
    /// <param name="cancellationToken">The worker stops.</param>
    public async Task SurveyAsync(IReadOnlyList<PollTarget> targets, CancellationToken cancellationToken)
    {
        var contacted = targets[0].Contacted;
        try
        {
            var known = await store.ReadAsync([.. targets.Select(target => target.Device.Id)], cancellationToken);
            targets = [.. targets.Where(target => known.ContainsKey(target.Device.Id))];
            var channels = targets.Select(target => ChannelOf(target, known[target.Device.Id])).ToList();
            var surveys = await surveyor.SurveyAsync(sessions.OnvifOf(targets[0]), channels, cancellationToken);
            if (surveys[0].Clock is { } clock)
            {
                await store.KeepClockAsync(contacted.Id, clock, cancellationToken);
            }

            foreach (var (target, survey) in targets.Zip(surveys))
            {
                var verdict = await store.KeepAsync(target.Device.Id, contacted.Id, survey, known[target.Device.Id], Streams(target), cancellationToken);
                Surveyed(log, target.Device.Code, survey.Outcome, verdict.Code);
            }
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException or ObjectDisposedException && !cancellationToken.IsCancellationRequested)
        {
            NotKept(log, contacted.Code, exception.Message);
        }
    }

    private static SurveyedChannel ChannelOf(PollTarget target, KnownRecording known) => new(
        target.Device.Channel, known.SearchedUntil - Overlap, known.Required * 1.5 + TimeSpan.FromDays(1), known.Recordings);

    // Spread over the interval by the device's identity; at a start within its first minute, so that a new fleet is not unknown for long.
    private List<IReadOnlyList<PollTarget>> Due(DateTimeOffset now)
    {
        var due = new List<IReadOnlyList<PollTarget>>();
        foreach (var device in roster.Groups.Values.SelectMany(group => group.Targets)
            .Where(target => target.Device.Kind != DeviceKind.Recorder && target.Contacted.OnvifPort is not null).GroupBy(target => target.Contacted.Id))
        {
            var nextAt = _nextAt.GetOrAdd(device.Key, id => now + TimeSpan.FromSeconds(id % 60));
            if (nextAt <= now)
            {
                _nextAt[device.Key] = now + options.SurveyInterval;
                due.Add([.. device.OrderBy(target => target.Device.Channel)]);
            }
        }

        return due;
    }

    private bool? Streams(PollTarget target) => states.Find(target.Device.Id)?.Rungs.FirstOrDefault(rung => rung.Rung == Rung.Streaming)?.Status switch
    {
        RungStatus.Good or RungStatus.Deviating => true,
        RungStatus.Failed => false,
        _ => null,
    };

    [LoggerMessage(70, LogLevel.Debug, "Footage of {Device}: {Outcome}, {Code}")]
    private static partial void Surveyed(ILogger log, string device, SurveyOutcome outcome, string code);

    [LoggerMessage(71, LogLevel.Warning, "What {Device} says of its footage was not kept: {Cause}")]
    private static partial void NotKept(ILogger log, string device, string cause);
}
