using Npgsql;

namespace CameraHealth.Storage.Ledger;

internal static class NpgsqlReaderExtensions
{
    /// <summary>A timestamptz.</summary>
    public static DateTimeOffset GetInstant(this NpgsqlDataReader reader, int ordinal) => reader.GetFieldValue<DateTimeOffset>(ordinal);

    /// <summary>A text, or null.</summary>
    public static string? GetText(this NpgsqlDataReader reader, int ordinal) => reader.IsDBNull(ordinal) ? null : reader.GetString(ordinal);

    /// <summary>The value, or null for SQL's null.</summary>
    public static T? GetNullable<T>(this NpgsqlDataReader reader, int ordinal)
        where T : struct => reader.IsDBNull(ordinal) ? null : reader.GetFieldValue<T>(ordinal);
}
