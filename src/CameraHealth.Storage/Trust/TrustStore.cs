using CameraHealth.Monitoring.Probing;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Uptime;
using Npgsql;

namespace CameraHealth.Storage.Trust;

/// <summary>Certificates and logins that devices are held to: kept on first use, changed by a person only.</summary>
public sealed class TrustStore(NpgsqlDataSource database) : ITrustStore
{
    private const string Columns = """
        d.code, t.certificate_sha256, t.certificate_since, t.certificate_valid_until, t.login_scheme, t.login_scheme_since,
        t.other_certificate_sha256, t.other_certificate_at, t.other_certificate_valid_until, t.weaker_login_scheme, t.weaker_login_scheme_at
        """;

    /// <inheritdoc/>
    public async Task<bool> KeepAsync(MetTrust met, CancellationToken cancellationToken)
    {
        try
        {
            await TrustTable.KeepAsync(database, met, cancellationToken);
            return true;
        }
        catch (Exception exception) when (exception is NpgsqlException or TimeoutException)
        {
            return false;
        }
    }

    /// <summary>What is kept of every device, by code.</summary>
    public Task<IReadOnlyList<TrustRow>> ListAsync(CancellationToken cancellationToken) =>
        ReadAsync($"select {Columns} from device_trust t join devices d on d.id = t.device_id order by d.code", null, cancellationToken);

    /// <summary>What is kept of one device, or of the recorder in front of a channel; null: nothing, or there is no such code.</summary>
    public async Task<TrustRow?> FindAsync(string code, CancellationToken cancellationToken) =>
        (await ReadAsync($"""
            select {Columns} from devices asked join devices d on d.id = case when asked.access = 2 then asked.recorder_id else asked.id end
            join device_trust t on t.device_id = d.id where asked.code = @code
            """, code, cancellationToken)).SingleOrDefault();

    /// <summary>Makes the certificate and the login scheme that a device shows now those that are expected of it.</summary>
    /// <returns>False: it shows nothing else than what is expected.</returns>
    /// <exception cref="UnknownCodeException">The register has no such code.</exception>
    public async Task<bool> AcceptAsync(string code, string person, string reason, CancellationToken cancellationToken)
    {
        await using var write = await VersionedWrite.BeginAsync(database, cancellationToken);
        var device = await write.FindAsync("devices", code, cancellationToken);
        await using var accept = write.Command("""
            with was as (select * from device_trust where device_id = @device and (other_certificate_sha256 is not null or weaker_login_scheme is not null) for update),
            made as (
                update device_trust t set
                    certificate_sha256 = coalesce(was.other_certificate_sha256, was.certificate_sha256),
                    certificate_since = case when was.other_certificate_sha256 is null then was.certificate_since else @at end,
                    certificate_valid_until = case when was.other_certificate_sha256 is null then was.certificate_valid_until else was.other_certificate_valid_until end,
                    login_scheme = coalesce(was.weaker_login_scheme, was.login_scheme),
                    login_scheme_since = case when was.weaker_login_scheme is null then was.login_scheme_since else @at end,
                    other_certificate_sha256 = null, other_certificate_at = null, other_certificate_valid_until = null,
                    weaker_login_scheme = null, weaker_login_scheme_at = null
                from was where t.device_id = was.device_id returning t.*),
            logged as (
                insert into audit_log (at, subject, code, person, reason, before, after)
                select @at, 'trust', @code, @person, @reason, to_jsonb(was), to_jsonb(made) from was join made using (device_id) returning 1)
            update fleet_version set version = version + 1 where exists (select from logged)
            """, ("device", device), ("code", code), ("person", person), ("reason", reason));
        var isAccepted = await accept.ExecuteNonQueryAsync(cancellationToken) > 0;
        await write.CommitAsync(cancellationToken);
        return isAccepted;
    }

    private async Task<IReadOnlyList<TrustRow>> ReadAsync(string sql, string? code, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(sql);
        if (code is not null)
        {
            command.Parameters.AddWithValue("code", code);
        }

        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var rows = new List<TrustRow>();
        while (await reader.ReadAsync(cancellationToken))
        {
            rows.Add(new TrustRow
            {
                Code = reader.GetString(0),
                CertificateSha256 = reader.GetText(1),
                CertificateSince = reader.GetNullable<DateTimeOffset>(2),
                CertificateValidUntil = reader.GetNullable<DateTimeOffset>(3),
                LoginScheme = reader.GetText(4),
                LoginSchemeSince = reader.GetNullable<DateTimeOffset>(5),
                OtherCertificateSha256 = reader.GetText(6),
                OtherCertificateAt = reader.GetNullable<DateTimeOffset>(7),
                OtherCertificateValidUntil = reader.GetNullable<DateTimeOffset>(8),
                WeakerLoginScheme = reader.GetText(9),
                WeakerLoginSchemeAt = reader.GetNullable<DateTimeOffset>(10),
            });
        }

        return rows;
    }
}
