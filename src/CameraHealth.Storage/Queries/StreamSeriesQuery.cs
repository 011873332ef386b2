using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Queries;

/// <summary>One stream poll's measures; null: not measured.</summary>
/// <param name="At">When.</param>
/// <param name="FrameRate">Pictures per second of arrival.</param>
/// <param name="BitRate">Bit/s.</param>
/// <param name="LossRatio">0 to 1.</param>
public sealed record StreamSample(DateTimeOffset At, double? FrameRate, double? BitRate, double? LossRatio);

/// <summary>A device's stream measures over some hours, poll by poll.</summary>
public sealed class StreamSeriesQuery(NpgsqlDataSource database)
{
    /// <summary>Polls in (from, to], in order of time; one that measured nothing is a sample of nulls, so that a hole shows. Empty also when there is no such code.</summary>
    public async Task<IReadOnlyList<StreamSample>> ReadAsync(string code, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var command = new NpgsqlCommand("select id from devices where code = @code", connection);
        command.Parameters.AddWithValue("code", code);
        if (await command.ExecuteScalarAsync(cancellationToken) is not int id)
        {
            return [];
        }

        var rows = await ObservationTable.ReadAsync(connection, new Dictionary<int, DateTimeOffset> { [id] = from }, to, cancellationToken);
        return [.. rows[id].Where(row => row.Kind == PollKind.Stream).Select(row => new StreamSample(row.At, row.Stream?.FrameRate, row.Stream?.BitRate, row.Stream?.LossRatio))];
    }
}
