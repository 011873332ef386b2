using System.CommandLine;
using System.Globalization;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Uptime;

namespace CameraHealth.Commands;

/// <summary><c>service set|list</c>: a device's life (planned, installed, in service, suspended, retired), by local days of its site.</summary>
internal static class ServiceCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("service", Text.Of("Service")) { CreateSet(), CreateList() };

    private static Command CreateSet()
    {
        var device = new Argument<string>("DEVICE") { Description = Text.Of("DeviceCode") };
        var state = new Option<ServiceState?>("--state") { HelpName = "STATE", Description = Text.Of("ServiceStateNames") };
        var from = new Option<DateOnly?>("--from") { HelpName = "DATE", Description = Text.Of("ServiceFrom"), CustomParser = ReadDay };
        var (who, data) = (new WhoAndWhy(), DataFolder.Option());
        var command = new Command("set", Text.Of("ServiceSet")) { device, state, from, data };
        who.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (person, reason) = who.Read(parsed);
            var day = parsed.GetValue(from) ?? throw new UsageException(Text.Of("OptionNeeded", from.Name));
            var wanted = parsed.GetValue(state) ?? throw new UsageException(Text.Of("OptionNeeded", state.Name));
            return RegisterSession.RunAsync(
                parsed.GetValue(data),
                async database =>
                {
                    await new ServiceLifeStore(database).ChangeAsync(parsed.GetValue(device)!, day, wanted, reason, person, cancellationToken);
                    await Console.Out.WriteLineAsync(Text.Of("ServiceKept", parsed.GetValue(device), NameOf(wanted), Show(day)));
                },
                cancellationToken);
        });
        return command;
    }

    private static Command CreateList()
    {
        var device = new Argument<string>("DEVICE") { Description = Text.Of("DeviceCode") };
        var data = DataFolder.Option();
        var command = new Command("list", Text.Of("ServiceList")) { device, data };
        command.SetAction((parsed, cancellationToken) => RegisterSession.RunAsync(
            parsed.GetValue(data),
            async database =>
            {
                foreach (var step in await new ServiceLifeStore(database).ReadAsync(parsed.GetValue(device)!, cancellationToken))
                {
                    await Console.Out.WriteLineAsync(string.Join('\t', Show(step.StartsOn), NameOf(step.State), step.Reason, step.EnteredBy));
                }
            },
            cancellationToken));
        return command;
    }

    private static DateOnly? ReadDay(System.CommandLine.Parsing.ArgumentResult result)
    {
        if (DateOnly.TryParseExact(result.Tokens[0].Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        result.AddError(result.Tokens[0].Value);
        return null;
    }

    private static string NameOf(ServiceState state) => Text.Of("ServiceState" + state);

    private static string Show(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
