using CameraHealth.Monitoring.Observations;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>What a verification found.</summary>
/// <param name="Transitions">Ledger rows read.</param>
/// <param name="Intervals">Current intervals read.</param>
/// <param name="Fault">The first row that does not fit, named in English; null: everything fits.</param>
public sealed record LedgerVerdict(long Transitions, long Intervals, string? Fault);

/// <summary>Makes the projection again from the ledger and compares it with the one that is stored.</summary>
public sealed class LedgerVerifier(NpgsqlDataSource database)
{
    // Identities are given and recorded times taken under one lock: both grow together.
    private const string Order = """
        select id, case
            when recorded_at < before then 'was recorded before the row that precedes it'
            when supersedes >= id then 'supersedes a row that comes after it'
            when supersedes is not null and not exists (select from transitions old where old.id = t.supersedes and old.device_id = t.device_id and old.rung = t.rung)
                then 'supersedes a row of another device or rung'
            else 'supersedes a row that is superseded already' end
        from (select *, lag(recorded_at) over (order by id) as before, count(supersedes) over (partition by supersedes) as times from transitions) t
        where recorded_at < before or supersedes >= id or (supersedes is not null and times > 1)
            or (supersedes is not null and not exists (select from transitions old where old.id = t.supersedes and old.device_id = t.device_id and old.rung = t.rung))
        order by id limit 1
        """;

    private const string Transitions = """
        select t.id, device_id, rung, at, from_status, to_status, reason, broken_rung from transitions t
        where device_id = @device and from_status <> to_status and not exists (select from transitions later where later.supersedes = t.id)
        order by rung, at, t.id
        """;

    private const string Intervals =
        "select id, device_id, rung, lower(during), upper(during), status, reason, broken_rung from state_intervals where device_id = @device and superseded_at is null order by rung, lower(during)";

    /// <summary>Verifies everything, device by device, in one snapshot.</summary>
    /// <param name="progress">Told the devices done and how many there are.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<LedgerVerdict> VerifyAsync(IProgress<(int Done, int Devices)>? progress, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        if (await ReadDisorderAsync(connection, cancellationToken) is { } disorder)
        {
            return new LedgerVerdict(0, 0, disorder);
        }

        var devices = await ReadDevicesAsync(connection, cancellationToken);
        var (transitions, intervals) = (0L, 0L);
        for (var i = 0; i < devices.Count; i++)
        {
            var (rows, segments) = await ReadAsync(connection, devices[i].Id, cancellationToken);
            (transitions, intervals) = (transitions + rows.Count, intervals + segments.Count);
            if (Compare(rows, segments) is { } fault)
            {
                return new LedgerVerdict(transitions, intervals, $"device {devices[i].Code}: {fault}");
            }

            progress?.Report((i + 1, devices.Count));
        }

        return new LedgerVerdict(transitions, intervals, null);
    }

    private static string? Compare(List<Step> transitions, List<StoredSegment> intervals)
    {
        var lines = intervals.GroupBy(interval => interval.Segment.Rung).ToDictionary(line => line.Key, line => line.ToList());
        foreach (var row in transitions.Where(row => !lines.ContainsKey(row.Rung)))
        {
            return $"transition {row.Id} has no interval of its rung";
        }

        var steps = transitions.ToLookup(row => row.Rung);
        return lines.Select(line => Compare(Rebuild(line.Value[0].Segment, steps[line.Key]), line.Value)).FirstOrDefault(fault => fault is not null);
    }

    private static string? Compare(List<(Segment Segment, long? Transition)> expected, List<StoredSegment> stored)
    {
        for (var i = 0; i < Math.Max(expected.Count, stored.Count); i++)
        {
            if (i >= expected.Count)
            {
                return $"interval {stored[i].Id} rests on no transition";
            }

            if (i >= stored.Count || stored[i].Segment != expected[i].Segment)
            {
                var row = expected[i].Transition is { } id ? $"transition {id}" : "the first observation";
                return i >= stored.Count ? $"{row} has no interval" : $"interval {stored[i].Id} is not what {row} says";
            }
        }

        return null;
    }

    // A line begins unknown with the first observation, which no transition tells; a change in that very instant takes its place.
    private static List<(Segment Segment, long? Transition)> Rebuild(Segment first, IEnumerable<Step> transitions)
    {
        var line = new List<(Segment Segment, long? Transition)> { (new Segment(first.Rung, first.From, null, 0, Reason.NotYetMeasured, null), null) };
        foreach (var row in transitions)
        {
            var last = line[^1].Segment;
            var next = new Segment(row.Rung, row.At > last.From ? row.At : last.From, null, row.To, row.Reason, row.BrokenRung);
            line[^1] = (last with { To = next.From }, line[^1].Transition);
            if (next.From == last.From)
            {
                line.RemoveAt(line.Count - 1);
            }

            line.Add((next, row.Id));
        }

        return line;
    }

    private static async Task<string?> ReadDisorderAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Order, connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        return await reader.ReadAsync(cancellationToken) ? $"transition {reader.GetInt64(0)} {reader.GetString(1)}" : null;
    }

    private static async Task<List<(int Id, string Code)>> ReadDevicesAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select id, code from devices order by id", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var devices = new List<(int, string)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            devices.Add((reader.GetInt32(0), reader.GetString(1)));
        }

        return devices;
    }

    private static async Task<(List<Step> Transitions, List<StoredSegment> Intervals)> ReadAsync(NpgsqlConnection connection, int device, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Transitions, connection);
        command.Parameters.AddWithValue("device", device);
        var rows = new List<Step>();
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                rows.Add(new Step(reader.GetInt64(0), reader.GetInt16(2), reader.GetInstant(3), reader.GetInt16(5), (Reason)reader.GetInt16(6), (Rung?)reader.GetNullable<short>(7)));
            }
        }

        command.CommandText = Intervals;
        await using var segments = await command.ExecuteReaderAsync(cancellationToken);
        return (rows, [.. (await IntervalTable.ReadAsync(segments, cancellationToken)).SelectMany(line => line)]);
    }

    private sealed record Step(long Id, short Rung, DateTimeOffset At, short To, Reason Reason, Rung? BrokenRung);
}
