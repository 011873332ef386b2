using CameraHealth.Storage.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Sealing;

/// <summary>Seals days that are over, each once and in their order, and lists them.</summary>
/// <param name="database">As the application's role: it may add a day and never change one.</param>
public sealed class SealStore(NpgsqlDataSource database)
{
    // The first day is the first with anything recorded. A day without rows is sealed too: that nothing was recorded is a fact as well.
    private const string Next = """
        select coalesce(
            (select max(day) + 1 from ledger_seals),
            (select min(first) from (
                select (min(recorded_at) at time zone 'UTC')::date as first from transitions
                union all select (min(recorded_at) at time zone 'UTC')::date from status_corrections) firsts))
        """;

    /// <summary>Seals each day that is over.</summary>
    /// <returns>Days sealed by this call.</returns>
    public async Task<int> SealAsync(CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);

        // Whoever recorded up to this time has committed, and nothing recorded before it can appear later: a day that ended by then is complete.
        var now = await RecordedTime.ReadAsync(connection, cancellationToken);
        for (var days = 0; ; days++)
        {
            await using var next = new NpgsqlCommand(Next, connection);
            if (await next.ExecuteScalarAsync(cancellationToken) is not DateOnly day || day >= DateOnly.FromDateTime(now.UtcDateTime))
            {
                return days;
            }

            await SealAsync(connection, day, cancellationToken);
        }
    }

    /// <summary>Sealed days, the latest first.</summary>
    /// <param name="most">At most so many; from 1 on.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<IReadOnlyList<DaySeal>> ListAsync(int most, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand("select day, rows, digest, sealed_at from ledger_seals order by day desc limit @most");
        command.Parameters.AddWithValue("most", most);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<DaySeal>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(new DaySeal(
                await reader.GetFieldValueAsync<DateOnly>(0, cancellationToken), reader.GetInt32(1), await reader.GetFieldValueAsync<byte[]>(2, cancellationToken), reader.GetInstant(3)));
        }

        return found;
    }

    private static async Task SealAsync(NpgsqlConnection connection, DateOnly day, CancellationToken cancellationToken)
    {
        using var list = new MemoryStream();
        var rows = await SealedRows.ReadAsync(connection, day, cancellationToken);
        rows.ForEach(row => SealHash.Append(list, row));
        await using var before = new NpgsqlCommand("select digest from ledger_seals where day = @day", connection);
        before.Parameters.AddWithValue("day", day.AddDays(-1));
        var previous = (byte[]?)await before.ExecuteScalarAsync(cancellationToken) ?? SealHash.Start;
        var content = list.ToArray();

        // Another worker may have sealed it a moment ago: from the same rows, and so with the same digest.
        await using var insert = new NpgsqlCommand("""
            insert into ledger_seals (day, form, rows, list, previous, digest) values (@day, @form, @rows, @list, @previous, @digest) on conflict (day) do nothing
            """, connection);
        insert.Parameters.AddWithValue("day", day);
        insert.Parameters.AddWithValue("form", SealedSource.Form);
        insert.Parameters.AddWithValue("rows", rows.Count);
        insert.Parameters.AddWithValue("list", NpgsqlDbType.Bytea, content);
        insert.Parameters.AddWithValue("previous", NpgsqlDbType.Bytea, previous);
        insert.Parameters.AddWithValue("digest", NpgsqlDbType.Bytea, SealHash.Day(day, previous, content));
        await insert.ExecuteNonQueryAsync(cancellationToken);
    }
}
