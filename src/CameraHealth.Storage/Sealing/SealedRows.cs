using Npgsql;

namespace CameraHealth.Storage.Sealing;

/// <summary>Reads what was recorded on one day, as it stands now.</summary>
internal static class SealedRows
{
    public static async Task<List<SealedRow>> ReadAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        var rows = new List<SealedRow>();
        var begin = new DateTimeOffset(day, TimeOnly.MinValue, TimeSpan.Zero);
        foreach (var source in SealedSource.All)
        {
            await using var command = new NpgsqlCommand(source.Rows, connection) { CommandTimeout = 0 };
            command.Parameters.AddWithValue("from", begin);
            command.Parameters.AddWithValue("to", begin.AddDays(1));
            await using var reader = await command.ExecuteReaderAsync(cancellationToken);
            while (await reader.ReadAsync(cancellationToken))
            {
                var id = reader.GetInt64(0);
                rows.Add(new SealedRow(source.Kind, id, SealHash.Row(source.Kind, id, await reader.GetFieldValueAsync<string?[]>(1, cancellationToken))));
            }
        }

        return rows;
    }
}
