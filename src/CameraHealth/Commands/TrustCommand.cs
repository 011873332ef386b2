using System.CommandLine;
using System.Globalization;
using CameraHealth.Storage.Trust;

namespace CameraHealth.Commands;

/// <summary><c>trust list|accept</c>: certificates and logins that devices are held to.</summary>
internal static class TrustCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("trust", Text.Of("Trust")) { CreateList(), CreateAccept() };

    private static Command CreateList()
    {
        var data = DataFolder.Option();
        var command = new Command("list", Text.Of("TrustList")) { data };
        command.SetAction((parsed, cancellationToken) => RegisterSession.RunAsync(
            parsed.GetValue(data),
            async database =>
            {
                var rows = await new TrustStore(database).ListAsync(cancellationToken);
                foreach (var row in rows)
                {
                    await Console.Out.WriteLineAsync(Line(row));
                }

                return rows.Any(row => row.IsContested) ? ExitCode.Finding : ExitCode.Good;
            },
            cancellationToken));
        return command;
    }

    private static Command CreateAccept()
    {
        var device = new Argument<string>("DEVICE") { Description = Text.Of("DeviceCode") };
        var (who, data) = (new WhoAndWhy(), DataFolder.Option());
        var command = new Command("accept", Text.Of("TrustAccept")) { device, data };
        who.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (code, (person, reason)) = (parsed.GetValue(device)!, who.Read(parsed));
            return RegisterSession.RunAsync(
                parsed.GetValue(data),
                async database =>
                {
                    var isAccepted = await new TrustStore(database).AcceptAsync(code, person, reason, cancellationToken);
                    await (isAccepted ? Console.Out : Console.Error).WriteLineAsync(Text.Of(isAccepted ? "TrustAccepted" : "TrustUncontested", code));
                    return isAccepted ? ExitCode.Good : ExitCode.Finding;
                },
                cancellationToken);
        });
        return command;
    }

    // Tabs between the fields, so that a script can cut them.
    private static string Line(TrustRow row) => string.Join(
        '\t', row.Code, row.CertificateSha256, Time(row.CertificateSince), Time(row.CertificateValidUntil), row.LoginScheme, Time(row.LoginSchemeSince),
        row.OtherCertificateSha256, Time(row.OtherCertificateAt), row.WeakerLoginScheme, Time(row.WeakerLoginSchemeAt));

    private static string? Time(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
