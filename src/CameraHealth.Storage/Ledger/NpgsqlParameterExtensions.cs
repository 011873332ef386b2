using Npgsql;

namespace CameraHealth.Storage.Ledger;

internal static class NpgsqlParameterExtensions
{
    /// <summary>Adds a parameter that may be null; its type is that of the value.</summary>
    public static void Put<T>(this NpgsqlCommand command, string name, T? value)
        where T : struct
    {
        if (value is { } present)
        {
            command.Parameters.Add(new NpgsqlParameter<T>(name, present));
        }
        else
        {
            command.Parameters.Add(new NpgsqlParameter { ParameterName = name, Value = DBNull.Value });
        }
    }

    /// <summary>Adds a text that may be null.</summary>
    public static void Put(this NpgsqlCommand command, string name, string? value) =>
        command.Parameters.Add(new NpgsqlParameter(name, NpgsqlTypes.NpgsqlDbType.Text) { Value = (object?)value ?? DBNull.Value });
}
