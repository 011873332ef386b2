using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>One batch, from the locks to the last row. Reads like the list in the design.</summary>
internal sealed class BatchTransaction(NpgsqlConnection connection, NpgsqlTransaction transaction, ObservationBatch batch)
{
    private readonly Dictionary<long, DeviceLedger> _devices = [];
    private Dictionary<long, (Device Device, PollPolicy Policy)>? _targets;

    public async Task<BatchOutcome> WriteAsync(CancellationToken cancellationToken)
    {
        long[] groupIds = [.. batch.Items.Select(item => item.GroupId).Distinct()];
        long[] deviceIds = [.. batch.Items.Select(item => item.Observation.DeviceId).Distinct()];
        var scope = await BatchScope.LockAsync(connection, groupIds, deviceIds, cancellationToken);
        if (await IsWrittenAsync(cancellationToken))
        {
            return new BatchOutcome(true, 0, 0, []);
        }

        bool IsOwner(AssessedObservation item) => scope.Epochs.GetValueOrDefault(item.GroupId, -1) == item.GroupEpoch;
        await LoadTargetsAsync(deviceIds, cancellationToken);
        await TakeItemsAsync(scope, IsOwner, cancellationToken);

        var seq = (long)(await ScalarAsync("select nextval('batch_seq')", cancellationToken))!;
        await ObservationTable.CopyAsync(connection, _devices.Values.SelectMany(device => device.Items).Select(item => item.Row), seq, cancellationToken);
        var recordedAt = await RecordedTime.TakeAsync(connection, cancellationToken);
        var changes = new IntervalChanges();
        var transitions = await JudgeAsync(changes, recordedAt, cancellationToken);
        await AddBatchAsync(seq, recordedAt, transitions.Count, cancellationToken);
        await LedgerTable.AddTransitionsAsync(connection, transitions, batch.Id, recordedAt, cancellationToken);
        await LedgerTable.ChangeIntervalsAsync(connection, changes, recordedAt, cancellationToken);
        await LedgerTable.UpdateStatesAsync(connection, [.. _devices.Values.Select(device => new StoredState(device.State, device.IsRevised))], cancellationToken);
        await CheckpointTable.AddAsync(connection, [.. _devices.Values.SelectMany(device => device.Checkpoints)], cancellationToken);
        await LedgerTable.SetMonitoredFromAsync(connection, [.. _devices.Values.Where(device => device.Before.LastAt is null || device.IsLate)], cancellationToken);
        await ReadingsTable.UpsertAsync(connection, _devices.Values, cancellationToken);

        return new BatchOutcome(
            false,
            _devices.Values.Sum(device => device.Items.Count),
            _devices.Values.Sum(device => device.Outdated),
            [.. batch.Items.Where(item => !IsOwner(item)).Select(item => item.GroupId).Distinct()])
        {
            Revised = [.. _devices.Values.Where(device => device.IsRevised && device.Items.Exists(item => IsOwner(item.Item))).Select(device => device.State)],
        };
    }

    // Asked with the devices locked: whoever wrote the same batch a moment ago has committed by now.
    private async Task<bool> IsWrittenAsync(CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select exists (select from batches where id = @id)", connection);
        command.Parameters.AddWithValue("id", batch.Id);
        return await command.ExecuteScalarAsync(cancellationToken) is true;
    }

    private async Task TakeItemsAsync(BatchScope scope, Func<AssessedObservation, bool> isOwner, CancellationToken cancellationToken)
    {
        var rows = batch.Items.Where(item => scope.States.ContainsKey(item.Observation.DeviceId)).Select(item => (Item: item, Row: ObservationRow.Of(item.Observation))).ToList();
        var late = rows.Where(pair => pair.Row.At <= scope.States[pair.Row.DeviceId].State.LastAt).Select(pair => pair.Row).ToList();
        HashSet<(int, DateTimeOffset)> taken = late.Count == 0 ? [] : await ObservationTable.ReadTimesAsync(
            connection, [.. late.Select(row => row.DeviceId).Distinct()], late.Min(row => row.At), late.Max(row => row.At).AddSeconds(1), cancellationToken);

        foreach (var (item, row) in rows)
        {
            var free = row;
            while (!taken.Add((free.DeviceId, free.At)))
            {
                // Two observations of a device in one instant: both are kept, a microsecond apart.
                free = free with { At = free.At.AddMicroseconds(1) };
            }

            if (!_devices.TryGetValue(row.DeviceId, out var device))
            {
                _devices.Add(row.DeviceId, device = new DeviceLedger(scope.States[row.DeviceId], [.. scope.Open[row.DeviceId]]));
            }

            device.Take(item, free, isOwner(item), () => _targets![row.DeviceId]);
        }
    }

    private async Task<List<LedgerTransition>> JudgeAsync(IntervalChanges changes, DateTimeOffset recordedAt, CancellationToken cancellationToken)
    {
        var transitions = new List<LedgerTransition>();
        foreach (var device in _devices.Values.Where(device => !device.IsLate))
        {
            transitions.AddRange(device.Transitions);
            foreach (var (rung, line) in device.Timeline.Lines)
            {
                changes.Bring((int)device.Before.DeviceId, [.. device.StoredOpen.Where(open => open.Segment.Rung == rung)], line, device.Before, device.State, recordedAt);
            }
        }

        var late = _devices.Values.Where(device => device.IsLate).ToDictionary(device => (int)device.Before.DeviceId);
        if (late.Count > 0)
        {
            var moments = late.ToDictionary(device => device.Key, device => device.Value.Items.Min(item => item.Row.At));
            foreach (var (id, history) in await HistoryTable.ReadAsync(connection, moments, cancellationToken))
            {
                transitions.AddRange(JudgeAgain(late[id], history, changes, recordedAt));
            }

            await CheckpointTable.DeleteAsync(connection, moments, cancellationToken);
        }

        return transitions;
    }

    private IEnumerable<LedgerTransition> JudgeAgain(DeviceLedger device, DeviceHistory history, IntervalChanges changes, DateTimeOffset recordedAt)
    {
        var (target, policy) = _targets![device.Before.DeviceId];
        var first = device.Items.MinBy(item => item.Row.At).Row;
        var fold = history.Fold(target, policy, first.At);
        device.Replace(fold.Last!, fold.Checkpoints);
        foreach (var line in fold.Timeline.Lines.Values)
        {
            changes.Bring((int)target.Id, HistoryCorrection.Replaced(history.Segments, line), line, device.Before, device.State, recordedAt);
        }

        return HistoryCorrection.Correct(history.Transitions, fold, first.EvidenceHash());
    }

    private async Task AddBatchAsync(long seq, DateTimeOffset recordedAt, int transitions, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("""
            insert into batches (id, seq, worker, recorded_at, observations, outdated, transitions) values (@id, @seq, @worker, @at, @observations, @outdated, @transitions)
            """, connection);
        command.Parameters.AddWithValue("id", batch.Id);
        command.Parameters.AddWithValue("seq", seq);
        command.Parameters.AddWithValue("worker", batch.Worker);
        command.Parameters.AddWithValue("at", recordedAt);
        command.Parameters.AddWithValue("observations", _devices.Values.Sum(device => device.Items.Count));
        command.Parameters.AddWithValue("outdated", _devices.Values.Sum(device => device.Outdated));
        command.Parameters.AddWithValue("transitions", transitions);
        await command.ExecuteNonQueryAsync(cancellationToken);

        command.CommandText = """
            insert into workers (name, first_beat_at, last_beat_at, last_batch_at, beats) values (@worker, @at, @at, @at, 0)
            on conflict (name) do update set last_batch_at = excluded.last_batch_at
            """;
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    private async Task LoadTargetsAsync(long[] deviceIds, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(connection));
        await context.Database.UseTransactionAsync(transaction, cancellationToken);
        var ids = deviceIds.Select(id => (int)id).ToArray();
        var devices = await context.Devices.AsNoTracking().Where(device => ids.Contains(device.Id))
            .Include(device => device.Site).Include(device => device.Recorder).Include(device => device.PollGroup!.Policy).ToListAsync(cancellationToken);
        _targets = devices.ToDictionary(device => (long)device.Id, device => (device.ToDevice(), device.PollGroup!.Policy!.ToPolicy()));
    }

    private async Task<object?> ScalarAsync(string sql, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(cancellationToken);
    }
}
