using CameraHealth.Monitoring.Assessment;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Storage.Uptime;

/// <summary>What persons say against the measured status: rows of their own, with a name, a reason and a time. What was measured stays as it is,
/// and both are told side by side.</summary>
public sealed class CorrectionStore(NpgsqlDataSource database)
{
    /// <summary>Says what the status really was.</summary>
    /// <param name="device">Code of the device.</param>
    /// <param name="from">UTC, inclusive.</param>
    /// <param name="to">UTC, exclusive; later than <paramref name="from"/>.</param>
    /// <param name="status">What it was.</param>
    /// <param name="reason">Why that is known.</param>
    /// <param name="person">Who says so.</param>
    /// <param name="cancellationToken">Ends the write.</param>
    /// <returns>Its identity.</returns>
    /// <exception cref="UnknownCodeException">No such device.</exception>
    /// <exception cref="InvalidOperationException">Another correction holds for a part of that time: take it back first.</exception>
    public async Task<long> AddAsync(string device, DateTimeOffset from, DateTimeOffset to, Status status, string reason, string person, CancellationToken cancellationToken)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(to, from);
        ArgumentException.ThrowIfNullOrWhiteSpace(reason);
        ArgumentException.ThrowIfNullOrWhiteSpace(person);
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        await using var command = write.Command(
            """
            insert into status_corrections (device_id, during, status, reason, entered_by, recorded_at) values (@device, tstzrange(@from, @to), @status, @reason, @person, @at)
            returning id
            """,
            ("device", await write.FindAsync("devices", device, cancellationToken)), ("from", from.Truncate()), ("to", to.Truncate()),
            ("status", (short)status), ("reason", reason.Trim()), ("person", person.Trim()));
        try
        {
            var id = (long)(await command.ExecuteScalarAsync(cancellationToken))!;
            await write.CommitAsync(cancellationToken);
            return id;
        }
        catch (PostgresException error) when (error.SqlState == PostgresErrorCodes.ExclusionViolation)
        {
            throw new InvalidOperationException("Another correction holds for a part of that time.", error);
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
}
