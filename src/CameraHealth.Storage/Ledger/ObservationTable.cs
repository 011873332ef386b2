using CameraHealth.Monitoring.Observations;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>Writes and reads <c>observations</c>.</summary>
internal static class ObservationTable
{
    /// <summary>The columns, in the order of the table.</summary>
    public const string Columns = """
        at, device_id, batch_seq, next_due_slot, due_us, clock_offset_ms, kind, vouched_s, duration_ms, lateness_ms,
        reachable, responding, authenticated, streaming, clock_error_ms, extra
        """;

    private const short ColumnCount = 16;
    private const int BufferSize = 64 * 1024;
    private const int MaxRow = 2 + (ColumnCount * 4) + 46 + ObservationExtra.MaxLength;

    public static async Task CopyAsync(NpgsqlConnection connection, IEnumerable<ObservationRow> rows, int batchSeq, CancellationToken cancellationToken)
    {
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy observations ({Columns}) from stdin (format binary)", cancellationToken);
        var buffer = new CopyBuffer(BufferSize);
        buffer.Header();
        foreach (var row in rows)
        {
            if (buffer.Free < MaxRow)
            {
                await copy.WriteAsync(buffer.Written, cancellationToken);
                buffer.Clear();
            }

            Write(buffer, row, batchSeq);
        }

        buffer.Trailer();
        await copy.WriteAsync(buffer.Written, cancellationToken);
    }

    /// <summary>Puts one row into a binary COPY.</summary>
    public static void Write(CopyBuffer buffer, ObservationRow row, int batchSeq)
    {
        var times = new NarrowTimes(row);
        Span<byte> extra = stackalloc byte[ObservationExtra.MaxLength];
        var extraLength = ObservationExtra.Write(extra, row, times);
        buffer.Row(ColumnCount);
        buffer.Value(row.At);
        buffer.Value(row.DeviceId);
        buffer.Value(batchSeq);
        buffer.Value(times.Slot);
        buffer.Value(times.DueUs);
        buffer.Value(times.ClockOffsetMs);
        buffer.Value((short)row.Kind);
        buffer.Value(times.VouchedS);
        buffer.Value(times.DurationMs);
        buffer.Value(times.LatenessMs);
        buffer.Value(row.Facts.Reachable);
        buffer.Value(row.Facts.Responding);
        buffer.Value(row.Facts.Authenticated);
        buffer.Value(row.Facts.Streaming);
        buffer.Value(times.ClockErrorMs);
        buffer.Value(extra[..extraLength]);
    }

    /// <summary>The observations of some devices, packed ones too, each after its own moment, by device in order of time.</summary>
    /// <param name="connection">Where to read.</param>
    /// <param name="begins">Moment by device.</param>
    /// <param name="until">The last moment, for all of them; null: as far as there are any.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ILookup<int, ObservationRow>> ReadAsync(
        NpgsqlConnection connection, IReadOnlyDictionary<int, DateTimeOffset> begins, DateTimeOffset? until, CancellationToken cancellationToken)
    {
        // In one statement, so that nothing is packed between one half and the other. The earliest moment of all is said once more in each: it keeps
        // the partitions of other days out of the plan.
        await using var command = new NpgsqlCommand($"""
            select {Columns}, null::smallint, null::bytea
            from observations join unnest(@ids, @begins) as wanted (id, begin) on device_id = id and at > begin where at > @earliest and at <= @until
            union all
            select hour, device_id, 0, 0, 0, null, kind, 0, 0, null, 0, 0, 0, 0, null, ''::bytea, samples, data
            from packed_observations join unnest(@ids, @begins) as wanted (id, begin) on device_id = id and hour > begin - interval '1 hour'
            where hour > @earliest - interval '1 hour' and hour <= @until
            """, connection);
        command.Parameters.AddWithValue("ids", begins.Keys.ToArray());
        command.Parameters.AddWithValue("begins", begins.Values.ToArray());
        command.Parameters.AddWithValue("earliest", begins.Values.Min());
        command.Parameters.AddWithValue("until", until ?? DateTimeOffset.MaxValue);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<ObservationRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.AddRange(ReadAny(reader));
        }

        return rows.Where(row => row.At > begins[row.DeviceId] && !(row.At > until)).OrderBy(row => row.At).ToLookup(row => row.DeviceId);
    }

    /// <summary>Every observation of a UTC hour, packed ones too, in no order.</summary>
    public static async IAsyncEnumerable<ObservationRow> ReadHourAsync(
        NpgsqlConnection connection, DateTimeOffset hour, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        // In one statement, as above.
        await using var command = new NpgsqlCommand($"""
            select {Columns}, null::smallint, null::bytea from observations where at >= @hour and at < @end
            union all
            select hour, device_id, 0, 0, 0, null, kind, 0, 0, null, 0, 0, 0, 0, null, ''::bytea, samples, data from packed_observations where hour = @hour
            """, connection);
        command.Parameters.AddWithValue("hour", hour);
        command.Parameters.AddWithValue("end", hour.AddHours(1));
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            foreach (var row in ReadAny(reader))
            {
                yield return row;
            }
        }
    }

    /// <summary>Times already taken by observations of some devices.</summary>
    public static async Task<HashSet<(int DeviceId, DateTimeOffset At)>> ReadTimesAsync(
        NpgsqlConnection connection, IEnumerable<int> deviceIds, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        var rows = await ReadAsync(connection, deviceIds.ToDictionary(id => id, _ => from.AddMicroseconds(-1)), to, cancellationToken);
        return [.. rows.SelectMany(device => device).Select(row => (row.DeviceId, row.At))];
    }

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static ObservationRow Read(NpgsqlDataReader reader)
    {
        var at = reader.GetInstant(0);
        var nextDueAt = SlotTime.ToInstant(reader.GetInt32(3));
        var extra = reader.GetFieldValue<byte[]>(15);
        var exact = ObservationExtra.ReadExact(extra);
        var (pictureFact, picture) = ObservationExtra.ReadPicture(extra);
        return new ObservationRow
        {
            DeviceId = reader.GetInt32(1),
            Kind = (PollKind)reader.GetInt16(6),
            At = at,
            DueAt = at.AddTicks(-(exact?[0] ?? reader.GetInt32(4)) * TimeSpan.TicksPerMicrosecond),
            NextDueAt = exact?[1] is { } next ? DatabaseTime.FromUnixMicroseconds(next) : nextDueAt,
            VouchedUntil = exact?[2] is { } vouched ? DatabaseTime.FromUnixMicroseconds(vouched) : nextDueAt.AddSeconds(reader.GetInt16(7)),
            DurationMs = (int)(exact?[3] ?? reader.GetInt16(8)),
            LatenessMs = (int?)(exact?[4] ?? reader.GetNullable<short>(9)),
            Facts = new RungFacts(reader.GetInt16(10), reader.GetInt16(11), reader.GetInt16(12), reader.GetInt16(13), pictureFact),
            ClockOffsetMs = exact?[5] ?? reader.GetNullable<int>(5),
            ClockErrorMs = (int?)(exact?[6] ?? reader.GetNullable<short>(14)),
            Stream = ObservationExtra.ReadMeasures(extra),
            Picture = picture,
        };
    }

    private static IEnumerable<ObservationRow> ReadAny(NpgsqlDataReader reader) => reader.IsDBNull(ColumnCount)
        ? [Read(reader)]
        : PackedSamples.Unpack(reader.GetInt32(1), (PollKind)reader.GetInt16(6), reader.GetInt16(ColumnCount), reader.GetFieldValue<byte[]>(ColumnCount + 1));
}
