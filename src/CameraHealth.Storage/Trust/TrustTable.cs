using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Storage.Ledger;
using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Trust;

/// <summary>Reads and writes <c>device_trust</c>.</summary>
internal static class TrustTable
{
    // Under another address nothing of before holds. What a person accepted between the probe and this write stands: a note of it is no finding any more.
    private static readonly string Keep = $"""
        insert into device_trust as t (device_id, host, certificate_sha256, certificate_since, certificate_valid_until, login_scheme, login_scheme_since,
            other_certificate_sha256, other_certificate_at, other_certificate_valid_until, weaker_login_scheme, weaker_login_scheme_at)
        select @device, @host, @certificate, case when @certificate is not null then now end, case when @other is null then @valid end, @scheme,
            case when @scheme is not null then now end, @other, case when @other is not null then now end, case when @other is not null then @valid end,
            @weaker, case when @weaker is not null then now end
        from clock_timestamp() as now where exists (select from devices where id = @device)
        on conflict (device_id) do update set {string.Join(", ", Assignments())}
        """;

    /// <summary>Keeps what was met.</summary>
    public static async Task KeepAsync(NpgsqlDataSource database, MetTrust met, CancellationToken cancellationToken)
    {
        await using var command = database.CreateCommand(Keep);
        command.Parameters.AddWithValue("device", (int)met.DeviceId);
        command.Parameters.AddWithValue("host", met.Host);
        Add(command, "certificate", met.Trust.CertificateSha256);
        Add(command, "scheme", met.Trust.LoginScheme);
        Add(command, "other", met.Trust.OtherCertificateSha256);
        Add(command, "weaker", met.Trust.WeakerLoginScheme);
        command.Parameters.Add(new NpgsqlParameter<DateTimeOffset?>("valid", NpgsqlDbType.TimestampTz) { TypedValue = met.CertificateValidUntil });
        await command.ExecuteNonQueryAsync(cancellationToken);
    }

    /// <summary>What is kept of every device, with the address under which it holds.</summary>
    public static async Task<Dictionary<int, (string Host, DeviceTrust Trust)>> ReadAllAsync(NpgsqlConnection connection, CancellationToken cancellationToken)
    {
        await using var command = new NpgsqlCommand(
            "select device_id, host, certificate_sha256, login_scheme, other_certificate_sha256, weaker_login_scheme from device_trust", connection);
        await using var reader = await command.ExecuteReaderAsync(cancellationToken);
        var all = new Dictionary<int, (string, DeviceTrust)>();
        while (await reader.ReadAsync(cancellationToken))
        {
            all[reader.GetInt32(0)] = (reader.GetString(1), new DeviceTrust
            {
                CertificateSha256 = reader.GetText(2),
                LoginScheme = reader.GetText(3),
                OtherCertificateSha256 = reader.GetText(4),
                WeakerLoginScheme = reader.GetText(5),
            });
        }

        return all;
    }

    private static IEnumerable<string> Assignments()
    {
        var (keptScheme, newScheme) = (StrengthOf("t.login_scheme"), StrengthOf("excluded.login_scheme"));
        const string KeepsCertificate = "t.host = excluded.host and t.certificate_sha256 is not null";
        var keepsScheme = $"t.host = excluded.host and (excluded.weaker_login_scheme is not null or {keptScheme} >= {newScheme} or excluded.login_scheme is null)";
        yield return "host = excluded.host";
        yield return $"certificate_sha256 = case when {KeepsCertificate} then t.certificate_sha256 else excluded.certificate_sha256 end";
        yield return $"certificate_since = case when {KeepsCertificate} then t.certificate_since else excluded.certificate_since end";
        yield return $"certificate_valid_until = case when {KeepsCertificate} then t.certificate_valid_until else excluded.certificate_valid_until end";
        yield return $"login_scheme = case when {keepsScheme} then t.login_scheme else excluded.login_scheme end";
        yield return $"login_scheme_since = case when {keepsScheme} then t.login_scheme_since else excluded.login_scheme_since end";
        foreach (var (column, known) in new[] { ("other_certificate", "certificate_sha256"), ("weaker_login_scheme", "login_scheme") })
        {
            var what = column == "other_certificate" ? "other_certificate_sha256" : column;
            var isAccepted = $"t.host = excluded.host and excluded.{what} = t.{known}";
            yield return $"{what} = case when {isAccepted} then null else excluded.{what} end";
            yield return $"{column}_at = case when {isAccepted} then null when t.{what} = excluded.{what} then t.{column}_at else excluded.{column}_at end";
        }

        yield return "other_certificate_valid_until = excluded.other_certificate_valid_until";
    }

    private static string StrengthOf(string scheme) => $"array_position(array['basic', 'digest_md5', 'digest_sha256'], {scheme})";

    private static void Add(NpgsqlCommand command, string name, string? value) => command.Parameters.Add(new NpgsqlParameter<string?>(name, NpgsqlDbType.Text) { TypedValue = value });
}
