using Npgsql;

namespace CameraHealth.Storage.Sealing;

/// <summary>
/// Compares each sealed row with its hash, each day with its digest, the chain of days, and digests that were kept outside. Without one of those, who may
/// write everything may also have made the whole chain again: only a digest on paper or in a mail shows that.
/// </summary>
/// <param name="database">Any role that may read.</param>
public sealed class SealVerifier(NpgsqlDataSource database)
{
    private const int MostFaults = 20;

    private readonly List<string> _faults = [];
    private long _rows;

    /// <summary>Verifies everything that is sealed, in one snapshot.</summary>
    /// <param name="anchors">Digests kept outside, by day.</param>
    /// <param name="progress">Told each day done.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task<SealVerdict> VerifyAsync(IReadOnlyDictionary<DateOnly, byte[]> anchors, IProgress<DateOnly>? progress, CancellationToken cancellationToken)
    {
        _faults.Clear();
        _rows = 0;
        await using var connection = await database.OpenConnectionAsync(cancellationToken);
        await using var snapshot = await connection.BeginTransactionAsync(System.Data.IsolationLevel.RepeatableRead, cancellationToken);
        var seals = await ReadAsync(connection, cancellationToken);
        for (var i = 0; i < seals.Count && _faults.Count < MostFaults; i++)
        {
            await VerifyAsync(connection, seals[i], i == 0 ? null : seals[i - 1], cancellationToken);
            progress?.Report(seals[i].Seal.Day);
        }

        // A row slipped in before the first sealed day belongs to no day.
        if (seals.Count > 0)
        {
            await FindEarlierAsync(connection, seals[0].Seal.Day, cancellationToken);
        }

        foreach (var (day, digest) in anchors.OrderBy(anchor => anchor.Key))
        {
            Compare(seals.Find(seal => seal.Seal.Day == day), day, digest);
        }

        return new SealVerdict(seals.Count, _rows, seals.LastOrDefault()?.Seal, _faults);
    }

    private void Compare(StoredSeal? stored, DateOnly day, byte[] digest)
    {
        if (stored is null)
        {
            Fault($"day {day:yyyy-MM-dd} is not sealed here, but a digest of it was kept outside");
        }
        else if (!stored.Seal.Digest.AsSpan().SequenceEqual(digest))
        {
            Fault($"day {day:yyyy-MM-dd} has the digest {stored.Seal.Text} and not {Convert.ToHexStringLower(digest)}, which was kept outside: this day or one before it was made again");
        }
    }

    private async Task VerifyAsync(NpgsqlConnection connection, StoredSeal stored, StoredSeal? before, CancellationToken cancellationToken)
    {
        var day = stored.Seal.Day;
        if (stored.Form != SealedSource.Form)
        {
            Fault($"day {day:yyyy-MM-dd} has the form {stored.Form}, which this version does not know");
            return;
        }

        if (before is not null && before.Seal.Day.AddDays(1) != day)
        {
            Fault($"the seal of day {before.Seal.Day.AddDays(1):yyyy-MM-dd} is missing");
        }

        if (!stored.Previous.AsSpan().SequenceEqual(before?.Seal.Digest ?? SealHash.Start))
        {
            Fault($"day {day:yyyy-MM-dd} does not rest on the digest of the day before");
        }

        var now = await SealedRows.ReadAsync(connection, day, cancellationToken);
        var then = SealHash.Read(stored.List).ToList();
        _rows += then.Count;
        Compare(day, then, now);
        if (then.Count != stored.Seal.Rows || !SealHash.Day(day, stored.Previous, stored.List).AsSpan().SequenceEqual(stored.Seal.Digest))
        {
            Fault($"the seal of day {day:yyyy-MM-dd} was changed: its digest is not that of its list");
        }
    }

    private void Compare(DateOnly day, List<SealedRow> then, List<SealedRow> now)
    {
        var current = now.ToDictionary(row => (row.Kind, row.Id));
        foreach (var row in then)
        {
            if (!current.Remove((row.Kind, row.Id), out var found))
            {
                Fault($"{SealedSource.Name(row.Kind, row.Id)} of day {day:yyyy-MM-dd} was deleted, or moved to another day");
            }
            else if (!found.Hash.AsSpan().SequenceEqual(row.Hash))
            {
                Fault($"{SealedSource.Name(row.Kind, row.Id)} of day {day:yyyy-MM-dd} was changed");
            }
        }

        foreach (var row in current.Values)
        {
            Fault($"{SealedSource.Name(row.Kind, row.Id)} was added to day {day:yyyy-MM-dd} after it was sealed");
        }
    }

    private async Task FindEarlierAsync(NpgsqlConnection connection, DateOnly first, CancellationToken cancellationToken)
    {
        foreach (var source in SealedSource.All)
        {
            await using var command = new NpgsqlCommand($"select id from {source.Table} where {source.Recorded} < @first order by id limit 1", connection);
            command.Parameters.AddWithValue("first", new DateTimeOffset(first, TimeOnly.MinValue, TimeSpan.Zero));
            if (await command.ExecuteScalarAsync(cancellationToken) is long id)
            {
                Fault($"{SealedSource.Name(source.Kind, id)} lies before the first sealed day");
            }
        }
    }

    private void Fault(FormattableString fault)
    {
        if (_faults.Count < MostFaults)
        {
            _faults.Add(fault.ToString(System.Globalization.CultureInfo.InvariantCulture));
        }
    }

    private static async Task<List<StoredSeal>> ReadAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand("select day, rows, digest, sealed_at, form, previous, list from ledger_seals order by day", connection) { CommandTimeout = 0 };
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<StoredSeal>();
        while (await reader.ReadAsync(cancellationToken))
        {
            var seal = new DaySeal(await reader.GetFieldValueAsync<DateOnly>(0, cancellationToken), reader.GetInt32(1), (byte[])reader[2], new DateTimeOffset(reader.GetDateTime(3)));
            found.Add(new StoredSeal(seal, reader.GetInt16(4), (byte[])reader[5], (byte[])reader[6]));
        }

        return found;
    }

    private sealed record StoredSeal(DaySeal Seal, short Form, byte[] Previous, byte[] List);
}
