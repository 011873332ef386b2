using System.Data;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Uptime;

/// <summary>One consistent look at the ledger as it was known at a recorded time. The snapshot is taken after the time was chosen:
/// it holds everything recorded up to it, and what was recorded later is told by its versions.</summary>
internal sealed class LedgerReading : IAsyncDisposable
{
    private readonly NpgsqlTransaction _transaction;

    private LedgerReading(NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset asOf, bool isNow)
    {
        (Connection, _transaction, AsOf, IsNow) = (connection, transaction, asOf, isNow);
    }

    public NpgsqlConnection Connection { get; }

    public DateTimeOffset AsOf { get; }

    /// <summary>Nobody asked for a recorded time: it is now.</summary>
    public bool IsNow { get; }

    /// <exception cref="ArgumentOutOfRangeException"><paramref name="asked"/> lies in the future.</exception>
    public static async Task<LedgerReading> OpenAsync(NpgsqlDataSource database, DateTimeOffset? asked, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var asOf = await Queries.AsOf.CheckAsync(connection, asked.Truncate(), cancellationToken);
            var transaction = await connection.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken);
            return new LedgerReading(connection, transaction, asOf, asked is null);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>A command that knows <c>@as_of</c>.</summary>
    public NpgsqlCommand Command(string sql)
    {
        var command = new NpgsqlCommand(sql, Connection, _transaction);
        command.Parameters.AddWithValue("as_of", AsOf);
        return command;
    }

    /// <summary>A command that knows <c>@as_of</c> and <c>@devices</c>, null for all of them.</summary>
    public NpgsqlCommand Command(string sql, int[]? devices)
    {
        var command = Command(sql);
        command.Parameters.Add(new NpgsqlParameter("devices", NpgsqlTypes.NpgsqlDbType.Array | NpgsqlTypes.NpgsqlDbType.Integer) { Value = (object?)devices ?? DBNull.Value });
        return command;
    }

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
