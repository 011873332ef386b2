using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Model;
using CameraHealth.Storage.Uptime;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

/// <summary>One batch, from the locks to the last row. Reads like the list in the design.</summary>
internal sealed class BatchTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, ObservationBatch batch, StateMemory memory)
{
    private readonly Dictionary<int, DeviceLedger> _devices = new(batch.Items.Count);
    private readonly HashSet<long> _hours = [];
    private readonly RefreshedGroups _groups = new(memory);
    private Dictionary<long, (Device Device, PollPolicy Policy)>? _targets;

    public async Task<BatchOutcome> WriteAsync(CancellationToken cancellationToken)
    {
        var scope = await BatchScope.LockAsync(connection, batch, memory, cancellationToken);
        if (scope.IsWritten)
        {
            return new BatchOutcome(true, 0, 0, []);
        }

        bool IsOwner(AssessedObservation item) => scope.Epochs.GetValueOrDefault((int)item.GroupId, -1) == item.GroupEpoch;
        await AddDevicesAsync(cancellationToken);
        var taken = await ReadTakenTimesAsync(cancellationToken);
        await ObservationTable.CopyAsync(connection, TakeRows(taken, IsOwner), scope.Seq, cancellationToken);
        await TakeLoudAsync(cancellationToken);
        var recordedAt = await RecordedTime.TakeAsync(connection, cancellationToken);
        var changes = new IntervalChanges();
        var transitions = await JudgeAsync(changes, recordedAt, cancellationToken);
        await WriteVerdictsAsync(scope.Seq, transitions, changes, recordedAt, cancellationToken);
        await DailySumsTable.MarkStaleAsync(connection, changes.Differences, recordedAt, cancellationToken);
        await FollowIdentitiesAsync(recordedAt, cancellationToken);

        return new BatchOutcome(
            false,
            _devices.Values.Sum(device => device.Items.Count),
            _devices.Values.Sum(device => device.Outdated),
            [.. batch.Items.Where(item => !IsOwner(item)).Select(item => item.GroupId).Distinct()])
        {
            Revised = [.. _devices.Values.Where(device => device.IsRevised && device.Items.Exists(item => IsOwner(item.Item))).Select(device => device.State)],
        };
    }

    private async Task AddDevicesAsync(CancellationToken cancellationToken)
    {
        var unknown = new Dictionary<int, int>();
        foreach (var item in batch.Items)
        {
            var (id, group) = (checked((int)item.Observation.DeviceId), (int)item.GroupId);
            if (!TryAddDevice(id, group))
            {
                unknown.TryAdd(id, group);
            }
        }

        await memory.LoadAsync(connection, unknown, cancellationToken);
        foreach (var (id, group) in unknown)
        {
            // A device that is no longer in the register has no state.
            TryAddDevice(id, group);
        }
    }

    private bool TryAddDevice(int id, int group) =>
        _devices.ContainsKey(id) || (memory.Of(group).Devices.TryGetValue(id, out var known) && _devices.TryAdd(id, new DeviceLedger(known, group)));

    // Row by row as they are sent: while the server takes them, the next devices are looked at here. What is quiet is taken in at once, for that asks
    // the database for nothing. By device, so that the index is walked once from left to right.
    private IEnumerable<ObservationRow> TakeRows(HashSet<(int DeviceId, DateTimeOffset At)> taken, Func<AssessedObservation, bool> isOwner)
    {
        DeviceLedger? current = null;
        foreach (var item in batch.Items.OrderBy(item => item.Observation.DeviceId))
        {
            if (!_devices.TryGetValue((int)item.Observation.DeviceId, out var device))
            {
                continue;
            }

            if (device != current)
            {
                TakeIfQuiet(current);
                current = device;
            }

            var row = ObservationRow.Of(item.Observation);
            while (row.At <= device.LatestAt && (taken.Contains((row.DeviceId, row.At)) || device.Items.Exists(other => other.Row.At == row.At)))
            {
                // Two observations of a device in one instant: both are kept, a microsecond apart.
                row = row with { At = row.At.AddMicroseconds(1) };
            }

            device.Add(item, row, isOwner(item));
            _hours.Add(row.At.UtcTicks / TimeSpan.TicksPerHour);
            yield return row;
        }

        TakeIfQuiet(current);
    }

    private void TakeIfQuiet(DeviceLedger? device)
    {
        device?.TakeIfQuiet();
        if (device is { IsQuiet: true })
        {
            _groups.Keep(device);
        }
    }

    private async Task TakeLoudAsync(CancellationToken cancellationToken)
    {
        var loud = _devices.Values.Where(device => !device.IsQuiet).ToArray();
        var open = await IntervalTable.ReadOpenAsync(connection, [.. loud.Select(device => (int)device.Before.DeviceId)], cancellationToken);
        foreach (var device in loud)
        {
            device.Begin([.. open[device.Before.DeviceId]]);
            foreach (var (item, row, isOwned) in device.Items)
            {
                if (!device.TryTake(item, row, isOwned))
                {
                    device.Judge(item, row, isOwned, await FindTargetAsync(device, cancellationToken));
                }
            }
        }
    }

    private async Task<HashSet<(int DeviceId, DateTimeOffset At)>> ReadTakenTimesAsync(CancellationToken cancellationToken)
    {
        var late = batch.Items.Select(item => (DeviceId: (int)item.Observation.DeviceId, At: item.Observation.At.Truncate()))
            .Where(item => _devices.TryGetValue(item.DeviceId, out var device) && item.At <= device.Before.LastAt).ToList();
        return late.Count == 0 ? [] : await ObservationTable.ReadTimesAsync(
            connection, late.Select(item => item.DeviceId).Distinct(), late.Min(item => item.At), late.Max(item => item.At).AddSeconds(1), cancellationToken);
    }

    private async Task<List<LedgerTransition>> JudgeAsync(IntervalChanges changes, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        var transitions = new List<LedgerTransition>();
        var broken = _devices.Values.Where(device => device.IsSeenToBreak(recordedAt)).ToArray();
        var open = await IntervalTable.ReadOpenAsync(connection, [.. broken.Select(device => (int)device.Before.DeviceId)], cancellationToken);
        foreach (var device in broken)
        {
            device.Begin([.. open[device.Before.DeviceId]]);
        }

        foreach (var device in _devices.Values.Where(device => !device.IsLate && (!device.IsQuiet || device.StoredOpen.Count > 0)))
        {
            transitions.AddRange(device.Transitions);
            foreach (var (rung, line) in device.Timeline.Lines)
            {
                changes.Bring((int)device.Before.DeviceId, [.. device.StoredOpen.Where(segment => segment.Segment.Rung == rung)], line, device.Before, device.State, recordedAt);
            }
        }

        var late = _devices.Where(device => device.Value.IsLate).ToDictionary();
        if (late.Count > 0)
        {
            var moments = late.ToDictionary(device => device.Key, device => device.Value.Items.Min(item => item.Row.At));
            foreach (var (id, history) in await HistoryTable.ReadAsync(connection, moments, cancellationToken))
            {
                transitions.AddRange(JudgeAgain(late[id], await FindTargetAsync(late[id], cancellationToken), history, changes, recordedAt));
            }

            await CheckpointTable.DeleteAsync(connection, moments, cancellationToken);
        }

        return transitions;
    }

    private static IEnumerable<LedgerTransition> JudgeAgain(
        DeviceLedger device, (Device Device, PollPolicy Policy) target, DeviceHistory history, IntervalChanges changes, DateTimeOffset recordedAt)
    {
        var first = device.Items.MinBy(item => item.Row.At).Row;
        var fold = history.Fold(target.Device, target.Policy, first.At);
        device.Replace(fold.Last!, fold.Checkpoints);
        foreach (var line in fold.Timeline.Lines.Values)
        {
            changes.Bring((int)target.Device.Id, HistoryCorrection.Replaced(history.Segments, line), line, device.Before, device.State, recordedAt);
        }

        return HistoryCorrection.Correct(history.Transitions, fold, first.EvidenceHash());
    }

    // What a device says it is, is what it is grouped by.
    private async Task FollowIdentitiesAsync(DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        int[] told = [.. _devices.Values.Where(device => device.HasIdentity).Select(device => (int)device.Before.DeviceId)];
        if (told.Length > 0)
        {
            await RegisterFollower.FollowFactsAsync(connection, told, recordedAt, cancellationToken);
        }
    }

    private async Task WriteVerdictsAsync(
        int seq, List<LedgerTransition> transitions, IntervalChanges changes, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        foreach (var device in _devices.Values.Where(device => !device.IsQuiet))
        {
            _groups.Keep(device);
        }

        await using var statements = new NpgsqlBatch(connection);
        AddBatch(statements, seq, recordedAt, transitions.Count);
        LedgerTable.AddTransitions(statements, transitions, batch.Id, recordedAt);
        LedgerTable.ChangeIntervals(statements, changes, recordedAt);
        StateTable.Update(statements, _groups.Rows);
        FreshnessTable.Write(statements, _groups.Parts);
        CheckpointTable.Add(statements, [.. _devices.Values.Where(device => device.Checkpoints.Count > 0).SelectMany(device => device.Checkpoints)]);
        LedgerTable.SetMonitoredFrom(statements, [.. _devices.Values.Where(device => device.Before.LastAt is null || device.IsLate)]);
        ReadingsTable.Write(statements, _groups.Readings);
        await statements.PrepareAsync(cancellationToken);
        await statements.ExecuteNonQueryAsync(cancellationToken);
    }

    private void AddBatch(NpgsqlBatch statements, int seq, DateTimeOffset recordedAt, int transitions)
    {
        var insert = statements.Add("""
            insert into batches (id, seq, worker, recorded_at, observations, outdated, transitions) values (@id, @seq, @worker, @at, @observations, @outdated, @transitions)
            """);
        insert.Add("id", batch.Id);
        insert.Add("seq", (long)seq);
        insert.Add("worker", batch.Worker);
        insert.Add("at", recordedAt);
        insert.Add("observations", _devices.Values.Sum(device => device.Items.Count));
        insert.Add("outdated", _devices.Values.Sum(device => device.Outdated));
        insert.Add("transitions", transitions);

        var beat = statements.Add("""
            insert into workers (name, first_beat_at, last_beat_at, last_batch_at, beats) values (@worker, @at, @at, @at, 0)
            on conflict (name) do update set last_batch_at = excluded.last_batch_at
            """);
        beat.Add("worker", batch.Worker);
        beat.Add("at", recordedAt);
        AddHours(statements, recordedAt);
    }

    // An hour that changed is summed and packed again.
    private void AddHours(NpgsqlBatch statements, DateTimeOffset recordedAt)
    {
        var command = statements.Add("""
            insert into observation_hours (hour, changed_at) select h, @at from unnest(@hours) h
            on conflict (hour) do update set changed_at = excluded.changed_at
            """);
        command.Add("hours", NpgsqlDbType.TimestampTz, _hours.Select(hour => new DateTimeOffset(hour * TimeSpan.TicksPerHour, TimeSpan.Zero)));
        command.Add("at", recordedAt);
    }

    private async Task<(Device Device, PollPolicy Policy)> FindTargetAsync(DeviceLedger device, CancellationToken cancellationToken)
    {
        _targets ??= await LoadTargetsAsync([.. _devices.Values.Where(other => !other.IsQuiet).Select(other => (int)other.Before.DeviceId)], cancellationToken);
        return _targets[device.Before.DeviceId];
    }

    private async Task<Dictionary<long, (Device Device, PollPolicy Policy)>> LoadTargetsAsync(int[] ids, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(connection));
        await context.Database.UseTransactionAsync(transaction, cancellationToken);
        var devices = await context.Devices.AsNoTracking().Where(device => ids.Contains(device.Id))
            .Include(device => device.Site).Include(device => device.Recorder).Include(device => device.PollGroup!.Policy).ToListAsync(cancellationToken);
        return devices.ToDictionary(device => (long)device.Id, device => (device.ToDevice(), device.PollGroup!.Policy!.ToPolicy()));
    }
}
