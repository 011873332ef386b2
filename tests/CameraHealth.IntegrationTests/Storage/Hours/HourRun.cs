using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Hours;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Upkeep;
using Shouldly;

namespace CameraHealth.IntegrationTests.Storage.Hours;

/// <summary>Lets observations of three days, just past their retention, come in any order, and compares their hours with a slow count.</summary>
internal sealed class HourRun
{
    private const int Days = 3;
    private static readonly ObservationsOptions Options = new() { PackDevices = 10 };

    private readonly TestDatabase _database;
    private readonly LedgerFleet _fleet;
    private readonly DateTimeOffset _begin;
    private readonly ObservationStore _store;
    private readonly ObservationUpkeep _upkeep;
    private readonly HourSums _sums;
    private readonly List<Observation> _polled = [];
    private readonly List<Observation> _told = [];

    private HourRun(TestDatabase database, LedgerFleet fleet, DateTimeOffset begin)
    {
        (_database, _fleet, _begin) = (database, fleet, begin);
        _store = new ObservationStore(database.App);
        _upkeep = new ObservationUpkeep(database.App, Options);
        _sums = new HourSums(database.App, Options);
    }

    public static async Task PlayAsync(TestDatabase database, HourStep[] steps)
    {
        var first = Options.RetentionDays + 1 + Days;
        var begin = new DateTimeOffset(await database.ScalarAsync<DateTime>($"select date_trunc('day', clock_timestamp() at time zone 'UTC') - interval '{first} days'"), TimeSpan.Zero);
        var run = new HourRun(database, await LedgerFleet.CreateAsync(database, 2, begin.AddDays(-1)), begin);
        foreach (var step in steps)
        {
            await run.HappenAsync(step);
        }

        await run.DeliverAsync(1);
        await run.CompareAsync();
        await run.OutliveAsync();
    }

    private Task HappenAsync(HourStep step) => step switch
    {
        HourStep.Poll poll => PollAsync(poll),
        HourStep.Deliver deliver => DeliverAsync(deliver.Times),
        HourStep.AddUp add => AddUpAsync(add.Hours),
        HourStep.Pack => PackAsync(),
        HourStep.Compare => CompareAsync(),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    private Task PollAsync(HourStep.Poll poll)
    {
        var at = (_begin + (TimeSpan.FromDays(Days) * poll.At)).Truncate();
        var facts = poll.Sight.At(_fleet.Devices[poll.Device], at, _fleet.Policy) with { Duration = TimeSpan.FromMilliseconds(poll.Milliseconds) };
        _polled.Add(facts.Kind == PollKind.Stream
            ? facts with { Stream = new StreamReading { FrameRate = poll.FrameRate, BitRate = poll.BitRate, LossRatio = poll.LossRatio } }
            : facts);
        return Task.CompletedTask;
    }

    // An epoch that nobody holds: the store judges by itself, in order of time, whatever comes late.
    private async Task DeliverAsync(int times)
    {
        if (_polled.Count == 0)
        {
            return;
        }

        var batch = new ObservationBatch(Guid.NewGuid(), "hours", [.. _polled.Select(facts => new AssessedObservation(
            _fleet.GroupId, -1, facts, null, DeviceState.NeverObserved(facts.DeviceId, _fleet.Devices[0].ApplicableRungs, facts.At), []))]);
        _told.AddRange(_polled);
        _polled.Clear();
        for (var i = 0; i < times; i++)
        {
            await _store.WriteAsync(batch, CancellationToken.None);
        }
    }

    private async Task AddUpAsync(int hours)
    {
        for (var i = 0; i < hours && await _sums.SumNextHourAsync(CancellationToken.None) is not null; i++)
        {
        }
    }

    private async Task PackAsync()
    {
        while (await _upkeep.PackNextHourAsync(CancellationToken.None) is not null)
        {
        }
    }

    private async Task CompareAsync()
    {
        var query = new HoursQuery(_database.App);
        foreach (var device in _fleet.Devices)
        {
            foreach (var (from, to) in new[] { (_begin, _begin.AddDays(Days)), (_begin.AddHours(20.5), _begin.AddHours(26)) })
            {
                var found = (await query.ReadAsync(device.Code, from, to, CancellationToken.None))!;
                var slow = SlowHours.Of(_told.Where(facts => facts.DeviceId == device.Id), from, to);
                found.Hours.Select(hour => (hour.From, hour.Kind)).ShouldBe(slow.Select(hour => (hour.From, hour.Kind)));
                found.Hours.Zip(slow).ToList().ForEach(pair => SlowHours.ShouldBe(pair.First.Sum, pair.Second));
                found.ByLocalDay().Aggregate(0, (sum, day) => sum + day.Sum.Polls).ShouldBe(slow.Sum(hour => hour.Facts.Count));
            }
        }
    }

    // The days are dropped as soon as their hours are added up, and not before; the hours stay.
    private async Task OutliveAsync()
    {
        var dropped = await _upkeep.DropExpiredAsync(CancellationToken.None);
        await CompareAsync();
        await AddUpAsync(int.MaxValue);
        dropped = [.. dropped, .. await _upkeep.DropExpiredAsync(CancellationToken.None)];
        dropped.Order().ShouldBe(_told.Select(facts => DateOnly.FromDateTime(facts.At.UtcDateTime)).Distinct().Order());
        (await _database.ScalarAsync<long>("select (select count(*) from observations) + (select count(*) from packed_observations) + (select count(*) from observation_hours)")).ShouldBe(0);
        await CompareAsync();
    }
}
