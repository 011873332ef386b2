using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Hours;

/// <summary>Writes and reads <c>device_hours</c>, and tells which hours it does not hold as they are now.</summary>
internal static class HourTable
{
    /// <summary>Of <c>observation_hours</c>: a fact came since the hour was summed.</summary>
    public const string IsStale = "(summed_to is null or summed_to < changed_at)";

    private const string Columns = """
        hour, device_id, kind, good, deviating, failed, refused, inconclusive, duration_sum, duration_min, duration_max,
        frame_rates, frame_rate_sum, frame_rate_min, frame_rate_max, bit_rates, bit_rate_sum, bit_rate_min, bit_rate_max,
        loss_ratios, loss_ratio_sum, loss_ratio_min, loss_ratio_max
        """;

    private static readonly string Upsert = $"""
        insert into device_hours as old ({Columns}) select @hour, u.* from unnest(@devices, @kinds, @good, @deviating, @failed, @refused, @inconclusive,
            @ds, @dmin, @dmax, @fn, @fs, @fmin, @fmax, @bn, @bs, @bmin, @bmax, @ln, @ls, @lmin, @lmax) as u
        on conflict (device_id, hour, kind) do update set {string.Join(", ", Columns.Split(',', StringSplitOptions.TrimEntries).Select(column => $"{column} = excluded.{column}"))}
        where old is distinct from excluded
        """;

    /// <summary>Makes the hour of these devices what is said here. Facts are never taken away, so no row is.</summary>
    public static async Task WriteAsync(
        NpgsqlConnection connection, DateTimeOffset hour, IReadOnlyDictionary<(int DeviceId, PollKind Kind), PollSum> sums, CancellationToken cancellationToken)
    {
        await using var batch = new NpgsqlBatch(connection);
        var rows = sums.OrderBy(row => row.Key).ToArray();
        var command = batch.Add(Upsert);
        command.Add("hour", hour);
        command.Add("devices", NpgsqlDbType.Integer, rows.Select(row => row.Key.DeviceId));
        command.Add("kinds", NpgsqlDbType.Smallint, rows.Select(row => (short)row.Key.Kind));
        AddCounts(command, "good", rows.Select(row => row.Value.Good));
        AddCounts(command, "deviating", rows.Select(row => row.Value.Deviating));
        AddCounts(command, "failed", rows.Select(row => row.Value.Failed));
        AddCounts(command, "refused", rows.Select(row => row.Value.Refused));
        AddCounts(command, "inconclusive", rows.Select(row => row.Value.Inconclusive));
        AddMeasure(command, "d", [.. rows.Select(row => row.Value.Duration)]);
        AddCounts(command, "fn", rows.Select(row => row.Value.FrameRate.Count));
        AddMeasure(command, "f", [.. rows.Select(row => row.Value.FrameRate)]);
        AddCounts(command, "bn", rows.Select(row => row.Value.BitRate.Count));
        AddMeasure(command, "b", [.. rows.Select(row => row.Value.BitRate)]);
        AddCounts(command, "ln", rows.Select(row => row.Value.LossRatio.Count));
        AddMeasure(command, "l", [.. rows.Select(row => row.Value.LossRatio)]);
        await batch.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>One device's hours that begin in [from, to), by hour and kind; some may be stale.</summary>
    public static async Task<List<HourSum>> ReadAsync(NpgsqlConnection connection, int deviceId, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {Columns} from device_hours where device_id = @id and hour >= @from and hour < @to order by hour, kind", connection);
        command.Parameters.AddWithValue("id", deviceId);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<HourSum>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(Read(reader));
        }

        return rows;
    }

    /// <summary>Hours that begin in [from, to) and changed since they were summed.</summary>
    public static async Task<HashSet<DateTimeOffset>> ReadStaleAsync(NpgsqlConnection connection, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select hour from observation_hours where hour >= @from and hour < @to and {IsStale}", connection);
        command.Parameters.AddWithValue("from", from);
        command.Parameters.AddWithValue("to", to);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var hours = new HashSet<DateTimeOffset>();
        while (await reader.ReadAsync(cancellationToken))
        {
            hours.Add(reader.GetInstant(0));
        }

        return hours;
    }

    private static HourSum Read(NpgsqlDataReader reader)
    {
        int[] counts = [.. Enumerable.Range(3, 5).Select(ordinal => (int)reader.GetInt16(ordinal))];
        return new HourSum(reader.GetInstant(0), (PollKind)reader.GetInt16(2), new PollSum(
            counts[0], counts[1], counts[2], counts[3], counts[4],
            Measure(reader, counts.Sum(), 8), Measure(reader, reader.GetInt16(11), 12), Measure(reader, reader.GetInt16(15), 16), Measure(reader, reader.GetInt16(19), 20)));
    }

    private static MeasureSum Measure(NpgsqlDataReader reader, int count, int first) =>
        count == 0 ? default : new MeasureSum(count, reader.GetDouble(first), reader.GetFloat(first + 1), reader.GetFloat(first + 2));

    private static void AddCounts(NpgsqlBatchCommand command, string name, IEnumerable<int> counts) =>
        command.Add(name, NpgsqlDbType.Smallint, counts.Select(count => checked((short)count)));

    private static void AddMeasure(NpgsqlBatchCommand command, string name, MeasureSum[] sums)
    {
        command.Add(name + "s", NpgsqlDbType.Double, sums.Select(sum => sum.Count > 0 ? sum.Sum : (double?)null));
        command.Add(name + "min", NpgsqlDbType.Real, sums.Select(sum => sum.Count > 0 ? (float)sum.Min : (float?)null));
        command.Add(name + "max", NpgsqlDbType.Real, sums.Select(sum => sum.Count > 0 ? (float)sum.Max : (float?)null));
    }
}
