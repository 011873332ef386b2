using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

internal static class NpgsqlBatchExtensions
{
    /// <summary>Adds a statement that is sent with the others in one go.</summary>
    public static NpgsqlBatchCommand Add(this NpgsqlBatch batch, string sql)
    {
        var command = new NpgsqlBatchCommand(sql);
        batch.BatchCommands.Add(command);
        return command;
    }

    /// <summary>Adds an array.</summary>
    public static void Add<T>(this NpgsqlBatchCommand command, string name, NpgsqlDbType type, IEnumerable<T> values) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlDbType.Array | type) { Value = values as T[] ?? values.ToArray() });

    /// <summary>Adds a value.</summary>
    public static void Add<T>(this NpgsqlBatchCommand command, string name, T value)
        where T : notnull => command.Parameters.Add(new NpgsqlParameter<T>(name, value));
}
