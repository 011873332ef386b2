using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>The clock that stored times are told by.</summary>
internal static class DatabaseClock
{
    public static async Task<DateTimeOffset> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select clock_timestamp()", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        return reader.GetInstant(0);
    }
}
