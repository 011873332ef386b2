using System.Security.Cryptography;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Queries;
using Shouldly;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>Lets a random history happen to a real database, and compares what is there with what the slow ledger says.</summary>
internal sealed class HistoryRun
{
    private static readonly TimeSpan IctOffset = TimeSpan.FromHours(7);

    private readonly TestDatabase _database;
    private readonly RandomHistory _history;
    private readonly LedgerFleet _fleet;
    private readonly TestWorker[] _workers;
    private readonly FleetStore _register;
    private readonly Dictionary<string, ObservationStore> _stores;
    private readonly AvailabilityQuery _query;
    private readonly List<AssessedObservation>[] _open = [[], []];
    private readonly List<ObservationBatch> _waiting = [];
    private readonly List<ObservationBatch> _delivered = [];
    private readonly List<Observation> _polled = [];
    private readonly List<DeviceAvailability> _answers = [];
    private readonly DateTimeOffset _begin;
    private readonly TimeSpan _length;
    private DateTimeOffset _now;
    private int _polls;

    private HistoryRun(TestDatabase database, RandomHistory history, LedgerFleet fleet, DateTimeOffset begin, TimeSpan length)
    {
        (_database, _history, _fleet, _begin, _now, _length) = (database, history, fleet, begin, begin, length);
        _workers = [new TestWorker("one", fleet), new TestWorker("two", fleet)];
        _register = new FleetStore(database.App, new CredentialOpener(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256)));
        _stores = _workers.ToDictionary(worker => worker.Name, _ => new ObservationStore(database.App), StringComparer.Ordinal);
        _query = new AvailabilityQuery(database.App);
    }

    public static async Task PlayAsync(TestDatabase database, RandomHistory history)
    {
        var length = history.Steps.OfType<HistoryStep.Poll>().Aggregate(TimeSpan.Zero, (sum, poll) => sum + poll.After) + TimeSpan.FromSeconds(10);
        var present = await database.ScalarAsync<DateTime>("select date_trunc('second', clock_timestamp())");
        var begin = Micros(new DateTimeOffset(present, TimeSpan.Zero) + history.EndsAfterNow - length);
        var fleet = await LedgerFleet.CreateAsync(
            database, RandomHistory.Devices, begin.AddDays(-1), history.Policy, isMixed: true, index => index == 2 ? FirstDay(begin, length) : null);
        var run = new HistoryRun(database, history, fleet, begin, length);
        await run.PlanMaintenanceAsync();
        await run.HappenAsync();
        foreach (var (device, index) in fleet.Devices.Select((device, index) => (device, index)))
        {
            await run.CompareAsync(device, index);
        }

        await run.AskAgainAsync();
    }

    // Device 2 comes into service on the day of the middle of its history.
    private static DateOnly FirstDay(DateTimeOffset begin, TimeSpan length) => DateOnly.FromDateTime((begin + (length / 2)).ToOffset(IctOffset).DateTime);

    private Period Maintenance => new(Micros(_begin + (_length * 0.3)), Micros(_begin + (_length * 0.4)));

    private Task PlanMaintenanceAsync() => _database.ExecuteAsync(
        $"insert into maintenance_windows (device_id, during, reason, entered_by) values ({_fleet.Devices[0].Id}, tstzrange('{Maintenance.From:O}', '{Maintenance.To:O}'), 'cleaning', 'test')");

    private async Task HappenAsync()
    {
        await ClaimAsync(1);
        await ClaimAsync(0);
        foreach (var step in _history.Steps)
        {
            await HappenAsync(step);
        }

        Cut(0);
        Cut(1);
        for (var i = 0; _waiting.Count > 0; i++)
        {
            var pick = _history.Order[i % _history.Order.Length];
            await DeliverAsync(pick);
            await (pick % 3 == 1 ? RepeatAsync(pick) : Task.CompletedTask);
        }
    }

    private Task HappenAsync(HistoryStep step)
    {
        switch (step)
        {
            case HistoryStep.Poll poll:
                Poll(poll);
                return Task.CompletedTask;
            case HistoryStep.Cut cut:
                Cut(cut.Worker);
                return Task.CompletedTask;
            case HistoryStep.Claim claim:
                return ClaimAsync(claim.Worker);
            case HistoryStep.Deliver deliver:
                return DeliverAsync(deliver.Pick);
            case HistoryStep.Repeat repeat:
                return RepeatAsync(repeat.Pick);
            case HistoryStep.Lose lose:
                Lose(lose.Pick);
                return Task.CompletedTask;
            case HistoryStep.Ask ask:
                return AskAsync(ask);
            default:
                throw new ArgumentOutOfRangeException(nameof(step));
        }
    }

    private async Task ClaimAsync(int worker) => _workers[worker].Take(await _register.ClaimAsync(_workers[worker].Name, CancellationToken.None));

    private void Poll(HistoryStep.Poll poll)
    {
        _now += poll.After;
        var device = _fleet.Devices[poll.Device];
        if (!device.ApplicableRungs.Any(rung => Rungs.MeasuredBy(rung) == poll.Sight.Kind()))
        {
            return;
        }

        // The due time names the poll: it takes no part in verdicts.
        var facts = Due(poll, device) with { DueAt = _begin.AddSeconds(_polls++) };
        var item = _workers[poll.Worker].Judge(facts);
        _polled.Add(item.Observation);
        _open[poll.Worker].Add(item);
    }

    // Devices 0 and 2 are due on the grid, as scheduled polls are; the others at any instant.
    private Observation Due(HistoryStep.Poll poll, Device device)
    {
        var facts = poll.Sight.At(device, _now + _history.Offsets[poll.Worker], _fleet.Policy);
        var nextDueAt = PollGrid.SlotOf(facts.NextDueAt) + PollGrid.Slot;
        return poll.Device % 2 == 0 ? facts with { NextDueAt = nextDueAt, VouchedUntil = nextDueAt + _fleet.Policy.DeadlineOf(facts.Kind) } : facts;
    }

    // Each worker has a store of its own, which remembers what it wrote.
    private Task<BatchOutcome> WriteAsync(ObservationBatch batch) => _stores[batch.Worker].WriteAsync(batch, CancellationToken.None);

    private void Cut(int worker)
    {
        if (_open[worker].Count > 0)
        {
            _waiting.Add(_workers[worker].Batch(_open[worker]));
            _open[worker].Clear();
        }
    }

    private async Task DeliverAsync(int pick)
    {
        if (_waiting.Count == 0)
        {
            return;
        }

        var batch = _waiting[pick % _waiting.Count];
        _waiting.Remove(batch);
        var outcome = await WriteAsync(batch);
        (outcome.Duplicate, outcome.Written).ShouldBe((false, batch.Items.Count));
        _workers.Single(worker => worker.Name == batch.Worker).Adopt(outcome);
        _delivered.Add(batch);
    }

    private void Lose(int pick)
    {
        if (_waiting.Count > 0)
        {
            var batch = _waiting[pick % _waiting.Count];
            _waiting.Remove(batch);
            _polled.RemoveAll(facts => batch.Items.Any(item => item.Observation == facts));
        }
    }

    private async Task RepeatAsync(int pick)
    {
        if (_delivered.Count > 0)
        {
            (await WriteAsync(_delivered[pick % _delivered.Count])).ShouldSatisfyAllConditions(
                outcome => outcome.Duplicate.ShouldBeTrue(), outcome => outcome.Written.ShouldBe(0));
        }
    }

    private async Task AskAsync(HistoryStep.Ask ask)
    {
        var from = _begin + (_length * Math.Min(ask.From, ask.To));
        var to = (_begin + (_length * Math.Max(ask.From, ask.To))).AddMilliseconds(1);
        var answer = (await _query.ReadAsync(_fleet.Devices[ask.Device].Code, from, to, null, CancellationToken.None))!;
        AddsUp(answer);
        _answers.Add(answer);
    }

    private static void AddsUp(DeviceAvailability answer)
    {
        var sum = answer.Availability;
        (sum.Up + sum.Down + sum.Maintenance + sum.Unknown + sum.NotInService).ShouldBe(answer.To - answer.From);
    }

    private async Task CompareAsync(Device device, int index)
    {
        var times = await LedgerReader.TimesAsync(_database.Owner, device.Id);
        var polled = _polled.Where(facts => facts.DeviceId == device.Id).ToArray();
        times.Keys.Order().ShouldBe(polled.Select(facts => facts.DueAt).Order());
        if (polled.Length == 0)
        {
            return;
        }

        polled.ShouldAllBe(facts => times[facts.DueAt] >= facts.At && times[facts.DueAt] < facts.At.AddMilliseconds(1));
        var slow = SlowLedger.Of(device, _fleet.Policy, polled.Select(facts => facts with { At = times[facts.DueAt] }));
        ShouldSay(await LedgerReader.IntervalsAsync(_database.Owner, device.Id), slow.Intervals, $"intervals of device {index}");
        ShouldSay(await LedgerReader.TransitionsAsync(_database.Owner, device.Id), slow.Transitions, $"transitions of device {index}");
        ShouldBe(await LedgerReader.StateAsync(_database.Owner, device.Id), slow.State);
        await CompareAvailabilityAsync(device, index, slow);
    }

    private async Task CompareAvailabilityAsync(Device device, int index, SlowLedger slow)
    {
        var serviceFrom = index == 2 ? new DateTimeOffset(FirstDay(_begin, _length).ToDateTime(TimeOnly.MinValue), IctOffset) : DateTimeOffset.MinValue;
        Period[] maintenance = index == 0 ? [Maintenance] : [];
        foreach (var (from, to) in new[] { (-0.1, 0.35), (0.2, 0.9), (0.0, 1.5) })
        {
            var answer = (await _query.ReadAsync(device.Code, Micros(_begin + (_length * from)), Micros(_begin + (_length * to)), null, CancellationToken.None))!;
            AddsUp(answer);
            answer.Availability.ShouldBe(SlowAvailability.Of(slow, answer.From, answer.To, answer.AsOf, serviceFrom, maintenance));
            _answers.Add(answer);
        }
    }

    private async Task AskAgainAsync()
    {
        // Something is written after every answer.
        foreach (var device in _fleet.Devices)
        {
            await WriteAsync(_workers[0].Batch(_workers[0].Judge(Sight.Silent.At(device, _now + _fleet.Policy.StreamInterval, _fleet.Policy))));
        }

        foreach (var answer in _answers)
        {
            var again = (await _query.ReadAsync(answer.Code, answer.From, answer.To > answer.From ? answer.To : answer.From.AddMilliseconds(1), answer.AsOf, CancellationToken.None))!;
            again.Availability.ShouldBe(answer.Availability);
            again.MonitoredFrom.ShouldBe(answer.MonitoredFrom);
        }
    }

    private static void ShouldBe(DeviceState stored, DeviceState slow)
    {
        (stored.Status, stored.Reason, stored.BrokenRung, stored.LastAt, stored.NextDueAt, stored.VouchedUntil)
            .ShouldBe((slow.Status, slow.Reason, slow.BrokenRung, slow.LastAt, slow.NextDueAt, slow.VouchedUntil));
        stored.Rungs.Select(rung => rung with { Since = default, LastAt = null }).ShouldBe(slow.Rungs.Select(rung => rung with { Since = default, LastAt = null }));
    }

    private static DateTimeOffset Micros(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));

    // Shouldly would print both lists whole; what differs is enough.
    private static void ShouldSay<T>(IReadOnlyList<T> stored, IReadOnlyList<T> slow, string what)
    {
        if (!stored.SequenceEqual(slow))
        {
            var lines = stored.Except(slow).Select(row => "  stored only: " + row).Concat(slow.Except(stored).Select(row => "  slow only:   " + row));
            throw new ShouldAssertException($"{what} differ, or their order:\n{string.Join('\n', lines)}");
        }
    }
}
