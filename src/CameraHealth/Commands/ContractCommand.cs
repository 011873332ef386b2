using System.CommandLine;
using System.Globalization;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Contracts;
using CameraHealth.Storage.Uptime;

namespace CameraHealth.Commands;

/// <summary><c>contract list|set|clear</c>: what streams are to deliver.</summary>
internal static class ContractCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("contract", Text.Of("Contract")) { CreateList(), CreateSet(), CreateClear() };

    private static Argument<string> Device() => new("DEVICE") { Description = Text.Of("DeviceCode") };

    private static Option<StreamRole> Stream() => new("--stream") { HelpName = "main|sub", Description = Text.Of("ContractStream"), DefaultValueFactory = _ => StreamRole.Main };

    private static Command CreateList()
    {
        var (device, data) = (Device(), DataFolder.Option());
        var command = new Command("list", Text.Of("ContractList")) { device, data };
        command.SetAction((parsed, cancellationToken) => RegisterSession.RunAsync(
            parsed.GetValue(data),
            async database =>
            {
                var code = parsed.GetValue(device)!;
                foreach (var row in await new ContractStore(database).FindAsync(code, cancellationToken) ?? throw new UnknownCodeException(code))
                {
                    await Console.Out.WriteLineAsync(Line(row));
                }
            },
            cancellationToken));
        return command;
    }

    private static Command CreateSet()
    {
        var (device, stream, options, who, data) = (Device(), Stream(), new ContractOptions(), new WhoAndWhy(), DataFolder.Option());
        var command = new Command("set", Text.Of("ContractSet")) { device, stream, data };
        options.AddTo(command);
        who.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (code, contract, (person, reason)) = (parsed.GetValue(device)!, options.Read(parsed, parsed.GetValue(stream)), who.Read(parsed));
            return RegisterSession.RunAsync(
                parsed.GetValue(data),
                async database =>
                {
                    await new ContractStore(database).SetAsync(code, contract, person, reason, cancellationToken);
                    await Console.Out.WriteLineAsync(Text.Of("ContractKept", code));
                },
                cancellationToken);
        });
        return command;
    }

    private static Command CreateClear()
    {
        var (device, stream, who, data) = (Device(), Stream(), new WhoAndWhy(), DataFolder.Option());
        var command = new Command("clear", Text.Of("ContractClear")) { device, stream, data };
        who.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (code, role, (person, reason)) = (parsed.GetValue(device)!, parsed.GetValue(stream), who.Read(parsed));
            return RegisterSession.RunAsync(
                parsed.GetValue(data),
                async database =>
                {
                    var isCleared = await new ContractStore(database).ClearAsync(code, role, person, reason, cancellationToken);
                    await (isCleared ? Console.Out : Console.Error).WriteLineAsync(Text.Of(isCleared ? "ContractCleared" : "ContractNone", code));
                    return isCleared ? ExitCode.Good : ExitCode.Finding;
                },
                cancellationToken);
        });
        return command;
    }

    // Tabs between the fields, so that a script can cut them. Bit rates in kbit/s, spans in seconds.
    private static string Line(ContractRow row)
    {
        var (contract, terms) = (row.Contract, row.Contract.Terms);
        return string.Join(
            '\t', contract.Stream == StreamRole.Main ? "main" : "sub", contract.Source == ContractSource.Device ? "device" : "person", terms.Codec,
            terms.Width is null ? null : FormattableString.Invariant($"{terms.Width}x{terms.Height}"), Number(terms.FrameRate), Number(terms.BitRateLow / 1000), Number(terms.BitRateHigh / 1000),
            Number(terms.KeyframeInterval?.TotalSeconds), contract.Path, Time(row.RecordedAt), Time(row.SupersededAt), row.Person, row.Reason);
    }

    private static string? Number(double? number) => number?.ToString("0.###", CultureInfo.InvariantCulture);

    private static string? Time(DateTimeOffset? at) => at?.ToUniversalTime().ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
