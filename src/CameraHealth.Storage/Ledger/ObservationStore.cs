using System.Collections.Concurrent;
using CameraHealth.Monitoring;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>Writes batches, each in one transaction.</summary>
public sealed class ObservationStore(NpgsqlDataSource database) : IObservationStore
{
    private readonly ConcurrentDictionary<DateOnly, bool> _partitions = [];

    /// <inheritdoc/>
    public async Task<BatchOutcome> WriteAsync(ObservationBatch batch, CancellationToken cancellationToken)
    {
        try
        {
            return await TryWriteAsync(batch, cancellationToken);
        }
        catch (NpgsqlException error)
        {
            // A partition may have been dropped since it was seen: it is looked for again before the batch is.
            _partitions.Clear();
            throw new ObservationStoreException($"batch {batch.Id} was not written: {(error as PostgresException)?.MessageText ?? error.Message}", error.IsTransient, error);
        }
    }

    private async Task<BatchOutcome> TryWriteAsync(ObservationBatch batch, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await EnsurePartitionsAsync(connection, batch, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var outcome = await new BatchTransaction(connection, transaction, batch).WriteAsync(cancellationToken);
        if (!outcome.Duplicate)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    // Outside the transaction, so that the lock it takes is held for an instant only.
    private async Task EnsurePartitionsAsync(NpgsqlConnection connection, ObservationBatch batch, CancellationToken cancellationToken)
    {
        // An observation that meets another in its instant moves on by a microsecond, and may cross midnight.
        var times = batch.Items.SelectMany(item => new[] { item.Observation.At, item.Observation.At.AddSeconds(1) });
        foreach (var day in times.Select(at => DateOnly.FromDateTime(at.UtcDateTime)).Distinct().Where(day => !_partitions.ContainsKey(day)).ToList())
        {
            await using var ensure = new NpgsqlCommand("select ensure_observation_partition(@day)", connection);
            ensure.Parameters.AddWithValue("day", day);
            await ensure.ExecuteNonQueryAsync(cancellationToken);
            _partitions.TryAdd(day, true);
        }
    }
}
