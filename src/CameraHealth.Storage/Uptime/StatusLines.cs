using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;
using Npgsql;

namespace CameraHealth.Storage.Uptime;

/// <summary>The overall status's history of some devices as known at a recorded time, each in order of time; holes are unknown.</summary>
internal sealed class StatusLines
{
    // What lasts is clipped by the freshness known then: the one kept with the version, or the current one.
    private const string Freshness = "select device_id, next_due_at, vouched_until from device_freshness";

    private const string Columns = "select i.device_id, i.status, lower(i.during), upper(i.during)";

    private const string Known = " from state_intervals i where i.rung = 0 and i.recorded_at <= @as_of and i.during && tstzrange(@from, @to, '[]')";

    private readonly StatusStretch[] _stretches;
    private readonly int[] _starts;

    private StatusLines(List<(int DeviceId, StatusStretch Stretch)> rows)
    {
        // Bucketed by device: sorting two million rows in the database takes longer than reading them.
        var last = rows.Count == 0 ? 0 : rows.Max(row => row.DeviceId);
        _starts = new int[last + 2];
        foreach (var (device, _) in rows)
        {
            _starts[device + 1]++;
        }

        for (var i = 1; i < _starts.Length; i++)
        {
            _starts[i] += _starts[i - 1];
        }

        var free = (int[])_starts.Clone();
        _stretches = new StatusStretch[rows.Count];
        foreach (var (device, stretch) in rows)
        {
            _stretches[free[device]++] = stretch;
        }

        for (var device = 0; device <= last; device++)
        {
            _stretches.AsSpan(_starts[device].._starts[device + 1]).Sort(static (left, right) => left.From.CompareTo(right.From));
        }
    }

    public static StatusLines None { get; } = new([]);

    public ReadOnlyMemory<StatusStretch> this[int device] =>
        device + 1 < _starts.Length ? _stretches.AsMemory(_starts[device].._starts[device + 1]) : ReadOnlyMemory<StatusStretch>.Empty;

    /// <summary>Reads what touches [from, to], whole intervals.</summary>
    public static async Task<StatusLines> ReadAsync(LedgerReading reading, int[]? devices, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var which = devices is null ? "" : " and i.device_id = any(@devices)";
        var rows = new List<(int, StatusStretch)>();
        var fresh = await ReadFreshnessAsync(reading, devices, cancellationToken);
        await using (var command = Command(reading, $"{Columns}{Known} and i.superseded_at is null{which}", devices, from, to))
        await using (var reader = await command.ExecuteReaderAsync(cancellationToken))
        {
            while (await reader.ReadAsync(cancellationToken))
            {
                var device = reader.GetInt32(0);
                Add(rows, reader, device, () => fresh.GetValueOrDefault(device), reading.AsOf);
            }
        }

        await using var superseded = Command(reading, $"{Columns}, i.next_due_at, i.vouched_until{Known} and i.superseded_at > @as_of{which}", devices, from, to);
        await using var old = await superseded.ExecuteReaderAsync(cancellationToken);
        while (await old.ReadAsync(cancellationToken))
        {
            Add(rows, old, old.GetInt32(0), () => (Instant(old, 4), Instant(old, 5)), reading.AsOf);
        }

        return new StatusLines(rows);
    }

    private static void Add(
        List<(int, StatusStretch)> rows, NpgsqlDataReader reader, int device, Func<(DateTime? NextDueAt, DateTime? VouchedUntil)> freshness, DateTimeOffset asOf)
    {
        var status = (Status)reader.GetInt16(1);
        var from = Micros(reader.GetDateTime(2));
        long to;
        if (!reader.IsDBNull(3))
        {
            to = Micros(reader.GetDateTime(3));
        }
        else
        {
            var (due, vouched) = status == Status.Unknown ? default : freshness();
            to = vouched < asOf.UtcDateTime && due is { } end ? Micros(end) : long.MaxValue;
        }

        if (to > from)
        {
            rows.Add((device, new StatusStretch(from, to, status)));
        }
    }

    private static async Task<Dictionary<int, (DateTime?, DateTime?)>> ReadFreshnessAsync(LedgerReading reading, int[]? devices, CancellationToken cancellationToken)
    {
        await using var command = reading.Command(Freshness + (devices is null ? "" : " where device_id = any(@devices)"), devices);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var fresh = new Dictionary<int, (DateTime?, DateTime?)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            fresh.Add(reader.GetInt32(0), (Instant(reader, 1), Instant(reader, 2)));
        }

        return fresh;
    }

    private static NpgsqlCommand Command(LedgerReading reading, string sql, int[]? devices, DateTimeOffset from, DateTimeOffset to)
    {
        var command = reading.Command(sql, devices);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        return command;
    }

    private static DateTime? Instant(NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetDateTime(ordinal);

    private static long Micros(DateTime at) => at.Ticks / TimeSpan.TicksPerMicrosecond;
}
