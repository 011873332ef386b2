using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Uptime;

/// <summary>The register does not know a code that a write names.</summary>
public sealed class UnknownCodeException(string code) : Exception($"The register has no '{code}'.")
{
    /// <summary>The code.</summary>
    public string Code { get; } = code;
}

/// <summary>A transaction that writes versions: it looks codes up first and takes the recorded time last.</summary>
internal sealed class VersionedWrite : IAsyncDisposable
{
    private readonly NpgsqlTransaction _transaction;

    private VersionedWrite(NpgsqlConnection connection, NpgsqlTransaction transaction, DateTimeOffset recordedAt)
    {
        (Connection, _transaction, RecordedAt) = (connection, transaction, recordedAt);
    }

    public NpgsqlConnection Connection { get; }

    public DateTimeOffset RecordedAt { get; }

    public static async Task<VersionedWrite> BeginAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        var connection = await database.OpenConnectionAsync(cancellationToken);
        try
        {
            var transaction = await connection.BeginTransactionAsync(cancellationToken);
            return new VersionedWrite(connection, transaction, await RecordedTime.TakeAsync(connection, cancellationToken));
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Identity of the row with a code, of a table that has codes.</summary>
    /// <exception cref="UnknownCodeException">There is none.</exception>
    public async Task<int> FindAsync(string table, string code, CancellationToken cancellationToken)
    {
        await using var command = Command($"select id from {table} where code = @code", ("code", code));
        return await command.ExecuteScalarAsync(cancellationToken) is int id ? id : throw new UnknownCodeException(code);
    }

    /// <summary>A command that knows <c>@at</c>, the recorded time. A null value needs its cast in the statement.</summary>
    public NpgsqlCommand Command(string sql, params IEnumerable<(string Name, object? Value)> parameters)
    {
        var command = new NpgsqlCommand(sql, Connection, _transaction);
        command.Parameters.AddWithValue("at", RecordedAt);
        foreach (var (name, value) in parameters)
        {
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        }

        return command;
    }

    public Task CommitAsync(CancellationToken cancellationToken) => _transaction.CommitAsync(cancellationToken);

    public async ValueTask DisposeAsync()
    {
        await _transaction.DisposeAsync();
        await Connection.DisposeAsync();
    }
}
