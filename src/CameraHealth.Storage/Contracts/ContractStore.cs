using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing.Contracts;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Uptime;
using Npgsql;

namespace CameraHealth.Storage.Contracts;

/// <summary>Contracts of streams, version by version. Workers take a person's over within seconds.</summary>
public sealed class ContractStore(NpgsqlDataSource database) : IContractStore
{
    private const string Supersede = "update stream_contracts set superseded_at = @at where device_id = @device and stream = @stream and source = @source and superseded_at is null";

    private const string Insert = """
        insert into stream_contracts (device_id, stream, source, codec, width, height, frame_rate, bit_rate_low, bit_rate_high, keyframe_interval, path, person, reason, recorded_at)
        select @device, @stream, @source, t ->> 'Codec', (t ->> 'Width')::int, (t ->> 'Height')::int, (t ->> 'FrameRate')::float8, (t ->> 'BitRateLow')::float8,
            (t ->> 'BitRateHigh')::float8, (t ->> 'KeyframeInterval')::interval, @path::text, @person::text, @reason::text, @at
        from (select @terms::jsonb as t) u where exists (select from devices where id = @device)
        """;

    private const string Log = """
        insert into audit_log (at, subject, code, person, reason, before, after) values (@at, 'contract', @code, @person, @reason,
            (select to_jsonb(c) from stream_contracts c where device_id = @device and stream = @stream and source = 2 and superseded_at = @at),
            (select to_jsonb(c) from stream_contracts c where device_id = @device and stream = @stream and source = 2 and superseded_at is null));
        update fleet_version set version = version + 1
        """;

    /// <inheritdoc/>
    public async Task<bool> KeepToldAsync(long deviceId, StreamRole stream, StreamContract? terms, CancellationToken cancellationToken)
    {
        try
        {
            await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
            await WriteAsync(write, (int)deviceId, ContractSource.Device, stream, terms, (null, null, null), cancellationToken);
            await write.CommitAsync(cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>Puts a person's contract in the place of any other of the stream.</summary>
    /// <param name="code">The device.</param>
    /// <param name="contract">Its stream, terms and path.</param>
    /// <param name="person">Who.</param>
    /// <param name="reason">Why.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="UnknownCodeException">The register has no such code.</exception>
    public async Task SetAsync(string code, RegisteredContract contract, string person, string reason, CancellationToken cancellationToken)
    {
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        var device = await write.FindAsync("devices", code, cancellationToken);
        await WriteAsync(write, device, ContractSource.Person, contract.Stream, contract.Terms, (contract.Path, person, reason), cancellationToken);
        await LogAsync(write, device, code, contract.Stream, person, reason, cancellationToken);
        await write.CommitAsync(cancellationToken);
    }

    /// <summary>Ends a person's contract: the device's own holds again.</summary>
    /// <returns>False: there was none.</returns>
    /// <exception cref="UnknownCodeException">The register has no such code.</exception>
    public async Task<bool> ClearAsync(string code, StreamRole stream, string person, string reason, CancellationToken cancellationToken)
    {
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        var device = await write.FindAsync("devices", code, cancellationToken);
        await using var supersede = write.Command(Supersede, ("device", device), ("stream", (short)stream), ("source", (short)ContractSource.Person));
        if (await supersede.ExecuteNonQueryAsync(cancellationToken) == 0)
        {
            return false;
        }

        await LogAsync(write, device, code, stream, person, reason, cancellationToken);
        await write.CommitAsync(cancellationToken);
        return true;
    }

    /// <summary>Every version of a device's contracts, the newest first; null: there is no such code.</summary>
    public async Task<IReadOnlyList<ContractRow>?> FindAsync(string code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand($"""
            select {ContractTable.Columns} from devices d left join stream_contracts c on c.device_id = d.id where d.code = @code
            order by c.superseded_at is not null, c.stream, c.source desc, c.id desc
            """);
        command.Parameters.AddWithValue("code", code);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var (isKnown, rows) = (false, new List<ContractRow>());
        while (await reader.ReadAsync(cancellationToken))
        {
            isKnown = true;
            rows.AddRange(ReadAny(reader));
        }

        return isKnown ? rows : null;
    }

    // A device without contracts is one row of nulls.
    private static IEnumerable<ContractRow> ReadAny(NpgsqlDataReader reader) => reader.IsDBNull(0) ? [] : [ContractTable.ReadRow(reader)];

    private static async Task WriteAsync(
        VersionedWrite write, int device, ContractSource source, StreamRole stream, StreamContract? terms, (string? Path, string? Person, string? Reason) who, CancellationToken cancellationToken)
    {
        (string, object?)[] key = [("device", device), ("stream", (short)stream), ("source", (short)source)];
        await using var supersede = write.Command(Supersede, key);
        await supersede.ExecuteNonQueryAsync(cancellationToken);
        if (terms is not null)
        {
            await using var insert = write.Command(Insert, [.. key, ("terms", StoredJson.Write(terms)), ("path", who.Path), ("person", who.Person), ("reason", who.Reason)]);
            await insert.ExecuteNonQueryAsync(cancellationToken);
        }
    }

    private static async Task LogAsync(VersionedWrite write, int device, string code, StreamRole stream, string person, string reason, CancellationToken cancellationToken)
    {
        await using var log = write.Command(Log, ("device", device), ("code", code), ("stream", (short)stream), ("person", person), ("reason", reason));
        await log.ExecuteNonQueryAsync(cancellationToken);
    }
}
