using CameraHealth.Monitoring;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>What a batch stands on: its groups, locked in a fixed order until the transaction ends. Whoever changes a state holds its group.</summary>
/// <param name="IsWritten">The batch was written before.</param>
/// <param name="Seq">Short name of the batch.</param>
/// <param name="Epochs">By group.</param>
internal sealed record BatchScope(bool IsWritten, int Seq, IReadOnlyDictionary<int, long> Epochs)
{
    // The revision is raised by whoever may change the group's states, so that everybody else's memory of them ends.
    private const string Lock = """
        with locked as (select id from poll_groups where id = any(@ids) order by id for update)
        update poll_groups g set revision = revision + 1 from locked where g.id = locked.id returning g.id, epoch, revision
        """;

    public static async Task<BatchScope> LockAsync(NpgsqlConnection connection, ObservationBatch batch, StateMemory memory, CancellationToken cancellationToken)
    {
        var groups = batch.Items.Select(item => checked((int)item.GroupId)).Distinct().ToArray();
        await using var statements = new NpgsqlBatch(connection);
        statements.Add(Lock).Add("ids", NpgsqlTypes.NpgsqlDbType.Integer, groups);

        // Asked with the groups locked: whoever wrote the same batch a moment ago has committed by now.
        statements.Add("select exists (select from batches where id = @id), nextval('batch_seq')").Add("id", batch.Id);
        await statements.PrepareAsync(cancellationToken);
        await using var reader = await statements.ExecuteReaderAsync(cancellationToken);
        var epochs = new Dictionary<int, long>(groups.Length);
        var revisions = new Dictionary<int, long>(groups.Length);
        while (await reader.ReadAsync(cancellationToken))
        {
            epochs.Add(reader.GetInt32(0), reader.GetInt64(1));
            revisions.Add(reader.GetInt32(0), reader.GetInt64(2));
        }

        await reader.NextResultAsync(cancellationToken);
        await reader.ReadAsync(cancellationToken);
        var (isWritten, seq) = (reader.GetBoolean(0), checked((int)reader.GetInt64(1)));
        await reader.DisposeAsync();
        if (!isWritten)
        {
            await memory.AlignAsync(connection, revisions, cancellationToken);
        }

        return new BatchScope(isWritten, seq, epochs);
    }

    /// <summary>Locks more groups and ends everybody's memory of them.</summary>
    public static async Task<Dictionary<int, long>> LockMoreAsync(NpgsqlConnection connection, IEnumerable<int> groups, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(Lock, connection);
        command.Parameters.AddWithValue("ids", groups.ToArray());
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var revisions = new Dictionary<int, long>();
        while (await reader.ReadAsync(cancellationToken))
        {
            revisions.Add(reader.GetInt32(0), reader.GetInt64(2));
        }

        return revisions;
    }
}
