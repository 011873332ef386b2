using CameraHealth.Monitoring.Observations;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>Writes and reads <c>group_freshness</c>: whole parts of groups.</summary>
internal static class FreshnessTable
{
    private const string Columns = """
        group_id, kind, part, device_ids, ats, due_slots, vouched_s, overall_due_slots, overall_vouched_s, durations_us, clock_s, clock_offsets_us, clock_errors_us
        """;

    private const short ColumnCount = 13;
    private const int BufferSize = 64 * 1024;

    /// <summary>Writes parts of groups, each in place of what was kept of it. By COPY into a view that keeps one row a part: the ten arrays of each, sent as
    /// parameters, took more of the client's time than all else of a batch.</summary>
    public static async Task WriteAsync(NpgsqlConnection connection, IReadOnlyCollection<FreshnessPart> parts, CancellationToken cancellationToken)
    {
        if (parts.Count == 0)
        {
            return;
        }

        var columns = new FreshnessArrays(parts.Max(part => part.Refreshes.Count));
        await using var copy = await connection.BeginRawBinaryCopyAsync($"copy incoming_freshness ({Columns}) from stdin (format binary)", cancellationToken);
        var buffer = new CopyBuffer(Math.Max(BufferSize, 64 + columns.MaxBytes));
        buffer.Header();
        foreach (var part in parts)
        {
            part.IsChanged = false;
            if (buffer.Free < columns.MaxBytes)
            {
                await copy.WriteAsync(buffer.Written, cancellationToken);
                buffer.Clear();
            }

            buffer.Row(ColumnCount);
            buffer.Value(part.GroupId);
            buffer.Value((short)part.Kind);
            buffer.Value(part.Number);
            columns.Fill(part.Refreshes);
            columns.WriteTo(buffer);
        }

        buffer.Trailer();
        await copy.WriteAsync(buffer.Written, cancellationToken);
    }

    /// <summary>Reads everything that is kept of some groups into what is remembered of them.</summary>
    public static async Task ReadAsync(NpgsqlConnection connection, IReadOnlyDictionary<int, GroupMemory> groups, CancellationToken cancellationToken)
    {
        if (groups.Count == 0)
        {
            return;
        }

        await using var command = new NpgsqlCommand($"select {Columns} from group_freshness where group_id = any(@ids)", connection);
        command.Parameters.AddWithValue("ids", groups.Keys.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        while (await reader.ReadAsync(cancellationToken))
        {
            new FreshnessColumns(reader, 3).CopyTo(groups[reader.GetInt32(0)].Part((PollKind)reader.GetInt16(1), reader.GetInt16(2)).Refreshes);
        }
    }
}
