using System.CommandLine;
using CameraHealth.Storage.Uptime;

namespace CameraHealth.Commands;

/// <summary><c>view put|serve|list</c>: what a position watches, over the devices that served it; <c>view accept</c>: the picture that later ones are compared with.</summary>
internal static class ViewCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("view", Text.Of("View")) { CreatePut(), CreateServe(), CreateList(), ViewAcceptCommand.Create() };

    private static Command CreatePut()
    {
        var view = new Argument<string>("VIEW") { Description = Text.Of("ViewCode") };
        var name = new Option<string?>("--name") { HelpName = "NAME", Description = Text.Of("ViewName") };
        var site = new Option<string?>("--site") { HelpName = "CODE", Description = Text.Of("ViewSite") };
        var data = DataFolder.Option();
        var command = new Command("put", Text.Of("ViewPut")) { view, name, site, data };
        command.SetAction((parsed, cancellationToken) => RegisterSession.RunAsync(
            parsed.GetValue(data),
            async database =>
            {
                await new ViewStore(database).PutAsync(parsed.GetValue(view)!, Needed(parsed, name), Needed(parsed, site), cancellationToken);
                await Console.Out.WriteLineAsync(Text.Of("ViewKept", parsed.GetValue(view)));
            },
            cancellationToken));
        return command;
    }

    private static Command CreateServe()
    {
        var view = new Argument<string>("VIEW") { Description = Text.Of("ViewCode") };
        var device = new Option<string?>("--device") { HelpName = "CODE", Description = Text.Of("DeviceCode") };
        var from = new Option<string?>("--from") { HelpName = "TIME", Description = Text.Of("ViewFrom") };
        var person = new Option<string?>("--person") { HelpName = "NAME", Description = Text.Of("OptionPerson") };
        var (times, data) = (new LocalTimes(), DataFolder.Option());
        var command = new Command("serve", Text.Of("ViewServe")) { view, device, from, person, data };
        times.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var begin = times.Read(parsed, from) ?? throw new UsageException(Text.Of("OptionNeeded", from.Name));
            var (served, by) = (Needed(parsed, device), Needed(parsed, person));
            return RegisterSession.RunAsync(
                parsed.GetValue(data),
                async database =>
                {
                    await new ViewStore(database).ServeAsync(parsed.GetValue(view)!, served, begin, by, cancellationToken);
                    await Console.Out.WriteLineAsync(Text.Of("ViewServed", served, parsed.GetValue(view), LocalTimes.Show(begin, times.ReadZone(parsed))));
                },
                cancellationToken);
        });
        return command;
    }

    private static Command CreateList()
    {
        var (times, data) = (new LocalTimes(), DataFolder.Option());
        var command = new Command("list", Text.Of("ViewList")) { data };
        times.AddTo(command);
        command.SetAction((parsed, cancellationToken) => RegisterSession.RunAsync(
            parsed.GetValue(data),
            async database =>
            {
                var zone = times.ReadZone(parsed);
                foreach (var row in await new ViewStore(database).ListAsync(cancellationToken))
                {
                    var span = row.From is { } begin ? $"{LocalTimes.Show(begin, zone)} – {(row.To is { } end ? LocalTimes.Show(end, zone) : "…")}" : "";
                    await Console.Out.WriteLineAsync(string.Join('\t', row.View, row.Name, row.Site, row.Device, span, row.EnteredBy));
                }
            },
            cancellationToken));
        return command;
    }

    private static string Needed(ParseResult parsed, Option<string?> option) =>
        parsed.GetValue(option)?.Trim() is { Length: > 0 } text ? text : throw new UsageException(Text.Of("OptionNeeded", option.Name));
}
