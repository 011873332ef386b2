using System.Collections.Concurrent;
using CameraHealth.Monitoring;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>Writes batches, each in one transaction. Remembers the states it wrote, so that it need not read them again.</summary>
/// <param name="database">As the application's role.</param>
/// <param name="retentionDays">Days kept, today not counted: what is older is left out; null: everything is kept.</param>
public sealed class ObservationStore(NpgsqlDataSource database, int? retentionDays = null) : IObservationStore
{
    // Taken by the batch that is written; another one at the same time begins with none. What a failed batch leaves is forgotten.
    private StateMemory? _memory;
    // Whether the observations of a day are kept: then it has its partition.
    private readonly ConcurrentDictionary<DateOnly, bool> _days = [];

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
        catch (NpgsqlException error)
        {
            // A partition may have been dropped since it was seen: it is looked for again before the batch is.
            _days.Clear();
            throw new ObservationStoreException($"batch {batch.Id} was not written: {(error as PostgresException)?.MessageText ?? error.Message}", !IsForGood(error), error);
        }
    }

    // The rows themselves are refused (classes 22 data exception, 23 integrity constraint violation). All else (no rights yet, not migrated yet,
    // disk full, shutting down) is about the server, and passes.
    private static bool IsForGood(NpgsqlException error) =>
        error is PostgresException { SqlState: var state } && (state.StartsWith("22", StringComparison.Ordinal) || state.StartsWith("23", StringComparison.Ordinal));

    private async Task<BatchOutcome> TryWriteAsync(ObservationBatch batch, StateMemory memory, CancellationToken cancellationToken)
    {
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await EnsurePartitionsAsync(connection, batch, cancellationToken);
        var kept = _days.Values.All(isKept => isKept) ? batch : batch with { Items = [.. batch.Items.Where(item => _days[DayOf(item.Observation.At)])] };
        await using var transaction = await connection.BeginTransactionAsync(cancellationToken);
        var outcome = await new BatchTransaction(connection, transaction, kept, memory).WriteAsync(cancellationToken);
        if (!outcome.Duplicate)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return outcome with { Expired = batch.Items.Count - kept.Items.Count };
    }

    private static DateOnly DayOf(DateTimeOffset at) => DateOnly.FromDateTime(at.UtcDateTime);

    // Outside the transaction, so that the lock it takes is held for an instant only.
    private async Task EnsurePartitionsAsync(NpgsqlConnection connection, ObservationBatch batch, CancellationToken cancellationToken)
    {
        var days = new HashSet<DateOnly>();
        foreach (var item in batch.Items)
        {
            // An observation that meets another in its instant moves on by a microsecond, and may cross midnight.
            days.Add(DayOf(item.Observation.At));
            days.Add(DayOf(item.Observation.At.AddSeconds(1)));
        }

        foreach (var day in days.Where(day => !_days.ContainsKey(day)))
        {
            await using var ensure = new NpgsqlCommand("""
                select ensure_observation_partition(@day) where @days is null or @day >= (clock_timestamp() at time zone 'UTC')::date - @days
                """, connection);
            ensure.Parameters.AddWithValue("day", day);
            ensure.Parameters.Add(new NpgsqlParameter<int?>("days", NpgsqlTypes.NpgsqlDbType.Integer) { TypedValue = retentionDays });
            _days.TryAdd(day, await ensure.ExecuteScalarAsync(cancellationToken) is not null);
        }
    }
}
