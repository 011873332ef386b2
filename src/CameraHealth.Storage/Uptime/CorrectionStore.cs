using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Uptime;

/// <summary>Another correction holds for a part of that time: it must be taken back first.</summary>
public sealed class CorrectionOverlapException(Exception inner) : Exception("Another correction holds for a part of that time.", inner);

/// <summary>What persons say against the measured status: rows of their own, with a name, a reason and a time. What was measured stays as it is,
/// and both are told side by side.</summary>
public sealed class CorrectionStore(NpgsqlDataSource database)
{
    private const string List = """
        select c.id, c.rung, lower(c.during), upper(c.during), c.status, c.reason, c.entered_by, c.recorded_at, c.superseded_at, c.superseded_by, c.superseded_why
        from status_corrections c where c.device_id = @id and c.recorded_at <= @as_of order by c.recorded_at desc, c.id desc
        """;

    /// <summary>Says what a status really was.</summary>
    /// <returns>Its identity.</returns>
    /// <exception cref="ArgumentException">It ends before it begins, or lacks reason or person.</exception>
    /// <exception cref="ArgumentOutOfRangeException">It ends in the future.</exception>
    /// <exception cref="UnknownCodeException">No such device.</exception>
    /// <exception cref="CorrectionOverlapException">Another correction holds for a part of that time.</exception>
    public async Task<long> AddAsync(CorrectionEntry entry, CancellationToken cancellationToken)
    {
        Check(entry);
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        if (entry.To > write.RecordedAt)
        {
            throw new ArgumentOutOfRangeException(nameof(entry), entry.To, "Nothing can be said about the future.");
        }

        await using var command = write.Command(
            """
            insert into status_corrections (device_id, rung, during, status, reason, entered_by, recorded_at)
            values (@device, @rung, tstzrange(@from, @to), @status, @reason, @person, @at) returning id
            """,
            ("device", await write.FindAsync("devices", entry.Device, cancellationToken)), ("rung", RungNumber.Of(entry.Rung)), ("from", entry.From.Truncate().ToUniversalTime()),
            ("to", entry.To.Truncate().ToUniversalTime()), ("status", (short)entry.Status), ("reason", entry.Reason.Trim()), ("person", entry.Person.Trim()));
        try
        {
            var id = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            await write.CommitAsync(cancellationToken);
            return id;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            throw new CorrectionOverlapException(error);
        }
    }

    /// <summary>Takes a correction back; false: there is no current one with this identity.</summary>
    public async Task<bool> TakeBackAsync(long id, string reason, string person, CancellationToken cancellationToken)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        await using var command = write.Command(
            "update status_corrections set superseded_at = @at, superseded_by = @person, superseded_why = @reason where id = @id and superseded_at is null",
            ("id", id), ("person", person.Trim()), ("reason", reason.Trim()));
        var changed = await command.ExecuteNonQueryAsync(cancellationToken);
        await write.CommitAsync(cancellationToken);
        return changed > 0;
    }

    /// <summary>Everything that was said about a device, taken back or not, latest first; null: there is no such device.</summary>
    public async Task<IReadOnlyList<CorrectionListing>?> ListAsync(string code, CancellationToken cancellationToken)
    {
        await using var reading = await LedgerReading.OpenAsync(database, null, cancellationToken);
        await using var find = reading.Command("select id from devices where code = @code");
        find.Parameters.AddWithValue("code", code);
        if (await find.ExecuteScalarAsync(cancellationToken) is not int id)
        {
            return null;
        }

        await using var command = reading.Command(List);
        command.Parameters.AddWithValue("id", id);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var found = new List<CorrectionListing>();
        while (await reader.ReadAsync(cancellationToken))
        {
            found.Add(Read(code, reader));
        }

        return found;
    }

    private static void Check(CorrectionEntry entry)
    {
        if (entry.To <= entry.From)
        {
            throw new ArgumentException("It must end after it begins.", nameof(entry));
        }

        if (string.IsNullOrWhiteSpace(entry.Reason) || string.IsNullOrWhiteSpace(entry.Person))
        {
            throw new ArgumentException("A reason and a person are needed.", nameof(entry));
        }
    }

    private static CorrectionListing Read(string code, NpgsqlDataReader reader)
    {
        var said = new CorrectionEntry
        {
            Device = code,
            Rung = reader.GetInt16(1) is var rung and not RungNumber.Overall ? (Rung)rung : null,
            From = reader.GetInstant(2),
            To = reader.GetInstant(3),
            Status = (Status)reader.GetInt16(4),
            Reason = reader.GetString(5),
            Person = reader.GetString(6),
        };
        var end = reader.GetNullable<DateTimeOffset>(8) is { } at ? new TakenBack(at, reader.GetString(9), reader.GetString(10)) : null;
        return new CorrectionListing(reader.GetInt64(0), said, reader.GetInstant(7), end);
    }
}
