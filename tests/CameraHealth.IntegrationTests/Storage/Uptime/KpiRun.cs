using System.Security.Cryptography;
using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Uptime;
using Shouldly;

namespace CameraHealth.IntegrationTests.Storage.Uptime;

/// <summary>Lets a random history happen to a real database, asks in between, and compares what is answered with the slow figures.</summary>
internal sealed class KpiRun
{
    private static readonly PollPolicy Policy = LedgerFleet.DefaultPolicy with
    {
        HealthInterval = TimeSpan.FromHours(5),
        StreamInterval = TimeSpan.FromHours(9),
        FailuresToConfirm = 2,
        RecoveriesToConfirm = 1,
    };

    private readonly TestDatabase _database;
    private readonly KpiHistory _history;
    private readonly LedgerFleet _fleet;
    private readonly DateTimeOffset _begin;
    private readonly KpiQuery _query;
    private readonly ObservationStore _store;
    private readonly TestWorker _owner;
    private readonly List<AssessedObservation> _polled = [];
    private readonly List<(long Id, KpiStep.Maintain Step)> _maintenance = [];
    private readonly List<(long Id, KpiStep.Correct Step)> _corrections = [];
    private readonly List<KpiStep.Serve> _service = [];
    private readonly List<(KpiRequest Request, KpiAnswer Answer)> _answers = [];

    private KpiRun(TestDatabase database, KpiHistory history, LedgerFleet fleet)
    {
        (_database, _history, _fleet) = (database, history, fleet);
        _begin = new DateTimeOffset(history.Night.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero) - (KpiHistory.Length / 2);
        _query = new KpiQuery(database.App);
        _store = new ObservationStore(database.App);
        _owner = new TestWorker("owner", fleet);
    }

    /// <summary>How often a delivery left a device's freshness with its group, and not in its own row.</summary>
    public static int Overlaid { get; private set; }

    public static async Task PlayAsync(TestDatabase database, KpiHistory history)
    {
        // Windows of the whole fleet concern everybody: each history has a database of its own devices only.
        await ForceAsync(database, """
            set session_replication_role = replica;
            truncate daily_sums, device_facts, service_periods, maintenance_windows, status_corrections, device_views, views, state_intervals, transitions, batches,
                device_states, device_readings, device_checkpoints, devices, poll_groups, sites, workers cascade;
            set session_replication_role = origin
            """);
        var fleet = await LedgerFleet.CreateAsync(database, KpiHistory.Devices, DateTimeOffset.UnixEpoch, Policy);
        await database.ExecuteAsync($"update sites set time_zone = '{history.Zone}'");
        var run = new KpiRun(database, history, fleet);
        await run.ClaimAsync();
        foreach (var step in history.Steps)
        {
            await run.HappenAsync(step);
        }

        await run.HappenAsync(new KpiStep.Deliver(2));
        await run.CompareAsync();
        await run.HappenAsync(new KpiStep.AddUp());
        await run.CompareAsync();
        await run.AskAgainAsync();
    }

    private async Task ClaimAsync() => _owner.Take(await new FleetStore(
        _database.App, new CredentialOpener(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256))).ClaimAsync(_owner.Name, CancellationToken.None));

    // Past the triggers that refuse it.
    private static async Task ForceAsync(TestDatabase database, string sql)
    {
        await using var command = database.Superuser.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private DateTimeOffset At(double share) => Micros(_begin + (KpiHistory.Length * share));

    private Task HappenAsync(KpiStep step) => step switch
    {
        KpiStep.Poll poll => PollAsync(poll),
        KpiStep.Deliver deliver => DeliverAsync(deliver.Times),
        KpiStep.Maintain maintain => MaintainAsync(maintain),
        KpiStep.EndMaintenance end => EndMaintenanceAsync(end.Pick),
        KpiStep.Serve serve => ServeAsync(serve),
        KpiStep.Correct correct => CorrectAsync(correct),
        KpiStep.TakeBack back => TakeBackAsync(back.Pick),
        KpiStep.AddUp => new DailySums(_database.App).RefreshAsync(CancellationToken.None),
        KpiStep.Ask ask => AskAsync(ask),
        _ => throw new ArgumentOutOfRangeException(nameof(step)),
    };

    // The owner judges by what it knows, and its times only grow; an outdated epoch has the store judge, wherever the fact belongs.
    private Task PollAsync(KpiStep.Poll poll)
    {
        var device = _fleet.Devices[poll.Device];
        var facts = OnGrid(poll.Sight.At(device, At(poll.At), Policy), poll.DueHours);
        _polled.Add(poll.IsOwner ? _owner.Judge(facts) : new AssessedObservation(_fleet.GroupId, -1, facts, null, DeviceState.NeverObserved(device.Id, device.ApplicableRungs, facts.At), []));
        return Task.CompletedTask;
    }

    private static Observation OnGrid(Observation facts, double dueHours)
    {
        var next = PollGrid.SlotOf(facts.At.AddHours(dueHours));
        return facts with { NextDueAt = next, VouchedUntil = next + Policy.DeadlineOf(facts.Kind) };
    }

    private async Task DeliverAsync(int times)
    {
        if (_polled.Count == 0)
        {
            return;
        }

        var batch = new ObservationBatch(Guid.NewGuid(), "kpi", [.. _polled]);
        _polled.Clear();
        for (var i = 0; i < times; i++)
        {
            var outcome = await _store.WriteAsync(batch, CancellationToken.None);
            outcome.Duplicate.ShouldBe(i > 0);
            _owner.Adopt(outcome);
        }

        Overlaid += (int)await _database.ScalarAsync<long>("select count(*) from device_states st join device_freshness f using (device_id) where f.last_at > st.last_at");
    }

    private async Task MaintainAsync(KpiStep.Maintain step)
    {
        var (from, to) = (At(step.From), Micros(At(step.From).AddHours(step.IsWeekly ? 24 * 12 : step.Hours)));
        var id = await new MaintenanceStore(_database.App).AddAsync(
            new MaintenanceEntry
            {
                Device = step.Scope < KpiHistory.Devices ? _fleet.Devices[step.Scope].Code : null,
                Site = step.Scope == 3 ? _fleet.Devices[0].SiteCode : null,
                Group = step.Scope == 4 ? "no device has this label" : null,
                From = from,
                To = to,
                Weekly = step.IsWeekly ? Weekly(step) : null,
                Reason = "cleaning",
                Person = "test",
            },
            CancellationToken.None);
        if (step.IsAhead)
        {
            // As if it had been entered in time: the clock of the database cannot be turned back. Nobody has asked since.
            await ForceAsync(_database, $"""
                set session_replication_role = replica;
                update maintenance_windows set entered_at = '2020-01-01' where id = {id};
                set session_replication_role = origin
                """);
        }

        _maintenance.Add((id, step));
    }

    private WeeklySchedule Weekly(KpiStep.Maintain step) => new(
        _history.Night.DayOfWeek, new TimeOnly(step.StartMinutes / 60, step.StartMinutes % 60), TimeSpan.FromMinutes(Math.Ceiling(step.Hours * 60)), _history.Zone);

    private async Task EndMaintenanceAsync(int pick)
    {
        if (_maintenance.Count > 0)
        {
            var (id, _) = _maintenance[pick % _maintenance.Count];
            (await new MaintenanceStore(_database.App).EndAsync(id, "entered in error", "test", CancellationToken.None)).ShouldBeTrue();
            _maintenance.RemoveAt(pick % _maintenance.Count);
        }
    }

    private Task ServeAsync(KpiStep.Serve step)
    {
        _service.RemoveAll(known => known.Device == step.Device && known.Day == step.Day);
        _service.Add(step);
        return new ServiceLifeStore(_database.App).ChangeAsync(
            _fleet.Devices[step.Device].Code, _history.Night.AddDays(step.Day), step.State, "plan", "test", CancellationToken.None);
    }

    private async Task CorrectAsync(KpiStep.Correct step)
    {
        var (from, to) = Said(step);
        if (!_corrections.Exists(known => known.Step.Device == step.Device && Said(known.Step).From < to && Said(known.Step).To > from))
        {
            var said = new CorrectionEntry { Device = _fleet.Devices[step.Device].Code, From = from, To = to, Status = step.Status, Reason = "seen on site", Person = "test" };
            _corrections.Add((await new CorrectionStore(_database.App).AddAsync(said, CancellationToken.None), step));
        }
    }

    private (DateTimeOffset From, DateTimeOffset To) Said(KpiStep.Correct step) => (At(step.From), Micros(At(step.From).AddHours(step.Hours)));

    private async Task TakeBackAsync(int pick)
    {
        if (_corrections.Count > 0)
        {
            (await new CorrectionStore(_database.App).TakeBackAsync(_corrections[pick % _corrections.Count].Id, "wrong day", "test", CancellationToken.None)).ShouldBeTrue();
            _corrections.RemoveAt(pick % _corrections.Count);
        }
    }

    private async Task AskAsync(KpiStep.Ask ask)
    {
        var request = new KpiRequest(At(Math.Min(ask.From, ask.To)), At(Math.Max(ask.From, ask.To)).AddMilliseconds(1), ask.GroupBy)
        {
            Source = ask.Source == FigureSourcePick.Sums ? FigureSource.SumsWherePossible : FigureSource.Intervals,
        };
        _answers.Add((request, await _query.ReadAsync(request, CancellationToken.None)));
    }

    private async Task CompareAsync()
    {
        var slow = await ReadSlowAsync();
        foreach (var (from, to) in new[] { (-0.1, 1.2), (0.13, 0.61), (0.4, 0.52), (0.0, 0.5) })
        {
            foreach (var source in Enum.GetValues<FigureSource>())
            {
                var request = new KpiRequest(At(from), At(to), KpiGrouping.Device) { Source = source };
                var answer = await _query.ReadAsync(request, CancellationToken.None);
                KpiComparison.ShouldSay(answer, slow, _fleet, source.ToString());
                _answers.Add((request, answer));
            }
        }

        await ShouldAddUpAsync(At(0.07), At(0.41), At(0.93));
    }

    private async Task ShouldAddUpAsync(DateTimeOffset from, DateTimeOffset middle, DateTimeOffset to)
    {
        var whole = await _query.ReadAsync(new KpiRequest(from, to), CancellationToken.None);
        var parts = (await _query.ReadAsync(new KpiRequest(from, middle), CancellationToken.None)).Total.Measured
            + (await _query.ReadAsync(new KpiRequest(middle, to), CancellationToken.None)).Total.Measured;
        whole.Total.Measured.ShouldBe(parts);
        whole.Total.Measured.Window.ShouldBe((to - from).Ticks / TimeSpan.TicksPerMicrosecond * KpiHistory.Devices);
    }

    private async Task AskAgainAsync()
    {
        foreach (var (request, answer) in _answers)
        {
            foreach (var source in Enum.GetValues<FigureSource>())
            {
                var again = await _query.ReadAsync(request with { AsOf = answer.AsOf, Source = source }, CancellationToken.None);
                (again.From, again.To, again.AsOf).ShouldBe((answer.From, answer.To, answer.AsOf));
                again.Total.ShouldBe(answer.Total);
                again.Rows.ShouldBe(answer.Rows);
            }
        }
    }

    private async Task<IReadOnlyList<SlowKpis>> ReadSlowAsync()
    {
        var slow = new List<SlowKpis>();
        for (var i = 0; i < _fleet.Devices.Count; i++)
        {
            slow.Add(new SlowKpis
            {
                History = await ReadHistoryAsync(_fleet.Devices[i].Id),
                Service = [.. _service.Where(step => step.Device == i)
                    .Select(step => (SlowZone.InstantOf(_history.Night.AddDays(step.Day).ToDateTime(TimeOnly.MinValue), _history.Zone), step.State))],
                Maintenance = [.. _maintenance.Where(known => known.Step.Scope == i || known.Step.Scope is 3 or 5).SelectMany(known => Occurrences(known.Step))],
                Said = [.. _corrections.Where(known => known.Step.Device == i).Select(known => (Said(known.Step).From, Said(known.Step).To, known.Step.Status))],
            });
        }

        return slow;
    }

    private IEnumerable<(DateTimeOffset From, DateTimeOffset To, bool IsLate)> Occurrences(KpiStep.Maintain step)
    {
        var (from, to) = (At(step.From), Micros(At(step.From).AddHours(step.IsWeekly ? 24 * 12 : step.Hours)));
        if (!step.IsWeekly)
        {
            return [(from, to, !step.IsAhead)];
        }

        var weekly = Weekly(step);
        return Enumerable.Range(-4, 9).Select(week => SlowZone.InstantOf(_history.Night.AddDays(week * 7).ToDateTime(weekly.Start), _history.Zone))
            .Where(begin => begin >= from && begin < to)
            .Select(begin => (begin, begin + weekly.Duration < to ? begin + weekly.Duration : to, !step.IsAhead));
    }

    // Everything lies far in the past: what is open has run out, and is unknown since its next observation was due.
    private async Task<List<(DateTimeOffset From, DateTimeOffset? To, Status Status)>> ReadHistoryAsync(long device)
    {
        var state = await LedgerReader.StateAsync(_database.Owner, device);
        return [.. (await LedgerReader.IntervalsAsync(_database.Owner, device)).Where(interval => interval.Rung == 0)
            .Select(interval => (interval.From, interval.To ?? state.NextDueAt, (Status)interval.Status)).Where(span => span.Item2 is null || span.Item2 > span.From)];
    }

    private static DateTimeOffset Micros(DateTimeOffset at) => at.AddTicks(-(at.Ticks % TimeSpan.TicksPerMicrosecond));
}
