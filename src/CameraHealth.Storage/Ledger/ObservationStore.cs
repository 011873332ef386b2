using System.Collections.Concurrent;
using CameraHealth.Monitoring;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>Writes batches, each in one transaction. Remembers the states it wrote, so that it need not read them again.</summary>
public sealed class ObservationStore(NpgsqlDataSource database) : IObservationStore
{
    // Taken by the batch that is written; another one at the same time begins with none. What a failed batch leaves is forgotten.
    private StateMemory? _memory;
    private readonly ConcurrentDictionary<DateOnly, bool> _partitions = [];

    /// <inheritdoc/>
    public async Task<BatchOutcome> WriteAsync(ObservationBatch batch, CancellationToken cancellationToken)
    {
        var memory = Interlocked.Exchange(ref _memory, null) ?? new StateMemory();
        try
        {
            var outcome = await TryWriteAsync(batch, memory, cancellationToken);
            Volatile.Write(ref _memory, memory);
            return outcome;
        }
        catch (NpgsqlException error) when (!cancellationToken.IsCancellationRequested)
        {
            // A partition may have been dropped since it was seen: it is looked for again before the batch is.
            _partitions.Clear();
            throw new ObservationStoreException($"batch {batch.Id} was not written: {(error as PostgresException)?.MessageText ?? error.Message}", error.IsTransient, error);
        }
    }

    private async Task<BatchOutcome> TryWriteAsync(ObservationBatch batch, StateMemory memory, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await EnsurePartitionsAsync(connection, batch, cancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var outcome = await new BatchTransaction(connection, transaction, batch, memory).WriteAsync(cancellationToken);
        if (!outcome.Duplicate)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome;
    }

    // Outside the transaction, so that the lock it takes is held for an instant only.
    private async Task EnsurePartitionsAsync(NpgsqlConnection connection, ObservationBatch batch, CancellationToken cancellationToken)
    {
        foreach (var day in batch.Items.Select(item => DateOnly.FromDateTime(item.Observation.At.UtcDateTime)).Distinct().Where(day => !_partitions.ContainsKey(day)).ToList())
        {
            await using var ensure = new NpgsqlCommand("select ensure_observation_partition(@day)", connection);
            ensure.Parameters.AddWithValue("day", day);
            await ensure.ExecuteNonQueryAsync(cancellationToken);
            _partitions.TryAdd(day, true);
        }
    }
}
