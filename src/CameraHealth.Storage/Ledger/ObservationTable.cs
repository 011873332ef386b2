using CameraHealth.Monitoring.Observations;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

/// <summary>Writes and reads <c>observations</c>.</summary>
internal static class ObservationTable
{
    private const string Facts = """
        device_id, kind, at, due_at, next_due_at, vouched_until, duration_ms, lateness_ms,
        reachable, reachable_reason, responding, responding_reason, authenticated, authenticated_reason, streaming, streaming_reason,
        clock_offset_ms, clock_error_ms, frame_rate, frame_rate_timestamps, bit_rate, loss_ratio, jitter_ms,
        keyframe_interval_ms, first_keyframe_ms, longest_gap_ms
        """;

    public static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<ObservationRow> rows, long batchSeq, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginBinaryImportAsync($"copy observations ({Facts}, batch_seq) from stdin (format binary)", cancellationToken);
        foreach (var row in rows)
        {
            await copy.StartRowAsync(cancellationToken);
            await copy.WriteAsync(row.DeviceId, NpgsqlDbType.Integer, cancellationToken);
            await copy.WriteAsync((short)row.Kind, NpgsqlDbType.Smallint, cancellationToken);
            foreach (var at in new[] { row.At, row.DueAt, row.NextDueAt, row.VouchedUntil })
            {
                await copy.WriteAsync(at, NpgsqlDbType.TimestampTz, cancellationToken);
            }

            await copy.WriteAsync(row.DurationMs, NpgsqlDbType.Integer, cancellationToken);
            await WriteAsync(copy, row.LatenessMs, NpgsqlDbType.Integer, cancellationToken);
            foreach (var (finding, reason) in row.Findings.Zip(row.Reasons))
            {
                await WriteAsync(copy, finding, NpgsqlDbType.Smallint, cancellationToken);
                await WriteAsync(copy, reason, NpgsqlDbType.Smallint, cancellationToken);
            }

            await WriteAsync(copy, row.ClockOffsetMs, NpgsqlDbType.Bigint, cancellationToken);
            await WriteAsync(copy, row.ClockErrorMs, NpgsqlDbType.Integer, cancellationToken);
            foreach (var value in new[] { row.FrameRate, row.FrameRateTimestamps, row.BitRate, row.LossRatio, row.JitterMs })
            {
                await WriteAsync(copy, value, NpgsqlDbType.Real, cancellationToken);
            }

            foreach (var value in new[] { row.KeyframeIntervalMs, row.FirstKeyframeMs, row.LongestGapMs })
            {
                await WriteAsync(copy, value, NpgsqlDbType.Integer, cancellationToken);
            }

            await copy.WriteAsync(batchSeq, NpgsqlDbType.Bigint, cancellationToken);
        }

        await copy.CompleteAsync(cancellationToken);
    }

    /// <summary>The observations of some devices, each after its own moment, by device in order of time.</summary>
    public static async Task<ILookup<int, ObservationRow>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<int, DateTimeOffset> begins, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            $"select {Facts} from observations join unnest(@ids, @begins) as wanted (id, begin) on device_id = id and at > begin where at > @earliest order by device_id, at", connection);
        command.Parameters.AddWithValue("ids", begins.Keys.ToArray());
        command.Parameters.AddWithValue("begins", begins.Values.ToArray());

        // Said once more for all of them: it keeps the partitions of other days out of the plan.
        command.Parameters.AddWithValue("earliest", begins.Values.Min());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<ObservationRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return rows.ToLookup(row => row.DeviceId);
    }

    /// <summary>Times already taken by a device's observations.</summary>
    public static async Task<HashSet<(int DeviceId, DateTimeOffset At)>> ReadTimesAsync(
        NpgsqlConnection connection, int[] deviceIds, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select device_id, at from observations where device_id = any(@ids) and at between @from and @to", connection);
        command.Parameters.AddWithValue("ids", deviceIds);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var taken = new HashSet<(int, DateTimeOffset)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            taken.Add((reader.GetInt32(0), reader.GetInstant(1)));
        }

        return taken;
    }

    private static ObservationRow Read(NpgsqlDataReader reader) => new()
    {
        DeviceId = reader.GetInt32(0),
        Kind = (PollKind)reader.GetInt16(1),
        At = reader.GetInstant(2),
        DueAt = reader.GetInstant(3),
        NextDueAt = reader.GetInstant(4),
        VouchedUntil = reader.GetInstant(5),
        DurationMs = reader.GetInt32(6),
        LatenessMs = reader.GetNullable<int>(7),
        Findings = [reader.GetNullable<short>(8), reader.GetNullable<short>(10), reader.GetNullable<short>(12), reader.GetNullable<short>(14)],
        Reasons = [reader.GetNullable<short>(9), reader.GetNullable<short>(11), reader.GetNullable<short>(13), reader.GetNullable<short>(15)],
        ClockOffsetMs = reader.GetNullable<long>(16),
        ClockErrorMs = reader.GetNullable<int>(17),
        FrameRate = reader.GetNullable<float>(18),
        FrameRateTimestamps = reader.GetNullable<float>(19),
        BitRate = reader.GetNullable<float>(20),
        LossRatio = reader.GetNullable<float>(21),
        JitterMs = reader.GetNullable<float>(22),
        KeyframeIntervalMs = reader.GetNullable<int>(23),
        FirstKeyframeMs = reader.GetNullable<int>(24),
        LongestGapMs = reader.GetNullable<int>(25),
    };

    private static async Task WriteAsync<T>(NpgsqlBinaryImporter copy, T? value, NpgsqlDbType type, CancellationToken cancellationToken)
        where T : struct
    {
        if (value is { } present)
        {
            await copy.WriteAsync(present, type, cancellationToken);
        }
        else
        {
            await copy.WriteNullAsync(cancellationToken);
        }
    }
}
