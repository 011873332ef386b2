using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Contracts;

/// <summary>Reads <c>stream_contracts</c>.</summary>
internal static class ContractTable
{
    /// <summary>The columns that <see cref="ReadRow"/> reads, of an alias <c>c</c>.</summary>
    public const string Columns = """
        c.stream, c.source, c.codec, c.width, c.height, c.frame_rate, c.bit_rate_low, c.bit_rate_high, c.keyframe_interval, c.path,
        c.person, c.reason, c.recorded_at, c.superseded_at
        """;

    /// <summary>What stands, by device.</summary>
    public static async Task<Dictionary<int, IReadOnlyList<RegisteredContract>>> ReadAllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand($"select {Columns}, c.device_id from stream_contracts c where c.superseded_at is null order by c.id", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var all = new List<(int Device, RegisteredContract Contract)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            all.Add((reader.GetInt32(14), ReadRow(reader).Contract));
        }

        return all.GroupBy(row => row.Device).ToDictionary(group => group.Key, group => (IReadOnlyList<RegisteredContract>)[.. group.Select(row => row.Contract)]);
    }

    /// <summary>Reads a row of <see cref="Columns"/>.</summary>
    public static ContractRow ReadRow(NpgsqlDataReader reader) => new(
        new RegisteredContract(
            (StreamRole)reader.GetInt16(0),
            (ContractSource)reader.GetInt16(1),
            new StreamContract
            {
                Codec = reader.GetText(2),
                Width = reader.GetNullable<int>(3),
                Height = reader.GetNullable<int>(4),
                FrameRate = reader.GetNullable<double>(5),
                BitRateLow = reader.GetNullable<double>(6),
                BitRateHigh = reader.GetNullable<double>(7),
                KeyframeInterval = reader.GetNullable<TimeSpan>(8),
            },
            reader.GetText(9)),
        reader.GetText(10),
        reader.GetText(11),
        reader.GetInstant(12),
        reader.GetNullable<DateTimeOffset>(13));
}
