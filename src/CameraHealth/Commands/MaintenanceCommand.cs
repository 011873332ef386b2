using System.CommandLine;
using System.Globalization;
using CameraHealth.Storage.Uptime;

namespace CameraHealth.Commands;

/// <summary><c>maintenance add|list|cancel</c>: windows in local time, with who and why.</summary>
internal static class MaintenanceCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("maintenance", Text.Of("Maintenance")) { CreateAdd(), CreateList(), CreateCancel() };

    private static Command CreateAdd()
    {
        var (window, who, data) = (new MaintenanceOptions(), new WhoAndWhy(), DataFolder.Option());
        var command = new Command("add", Text.Of("MaintenanceAdd")) { data };
        window.AddTo(command);
        who.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (person, reason) = who.Read(parsed);
            return AddAsync(window.Read(parsed, person, reason), parsed.GetValue(data), cancellationToken);
        });
        return command;
    }

    private static Command CreateList()
    {
        var device = new Argument<string>("DEVICE") { Description = Text.Of("DeviceCode") };
        var (times, data) = (new LocalTimes(), DataFolder.Option());
        var command = new Command("list", Text.Of("MaintenanceList")) { device, data };
        times.AddTo(command);
        command.SetAction((parsed, cancellationToken) => ListAsync(parsed.GetValue(device)!, times.ReadZone(parsed), parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static Command CreateCancel()
    {
        var id = new Argument<long>("ID") { Description = Text.Of("MaintenanceId") };
        var (who, data) = (new WhoAndWhy(), DataFolder.Option());
        var command = new Command("cancel", Text.Of("MaintenanceCancel")) { id, data };
        who.AddTo(command);
        command.SetAction((parsed, cancellationToken) => CancelAsync(parsed.GetValue(id), who.Read(parsed), parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static Task<int> AddAsync(MaintenanceEntry entry, string? data, CancellationToken cancellationToken) => RegisterSession.RunAsync(
        data,
        async database => await Console.Out.WriteLineAsync(Text.Of("MaintenanceAdded", await new MaintenanceStore(database).AddAsync(entry, cancellationToken))),
        cancellationToken);

    private static Task<int> ListAsync(string device, TimeZoneInfo zone, string? data, CancellationToken cancellationToken) => RegisterSession.RunAsync(
        data,
        async database =>
        {
            foreach (var window in await new MaintenanceStore(database).ListAsync(device, cancellationToken) ?? throw new UnknownCodeException(device))
            {
                await Console.Out.WriteLineAsync(Line(window, zone));
            }
        },
        cancellationToken);

    private static Task<int> CancelAsync(long id, (string Person, string Reason) who, string? data, CancellationToken cancellationToken) => RegisterSession.RunAsync(
        data,
        async database =>
        {
            var isEnded = await new MaintenanceStore(database).EndAsync(id, who.Reason, who.Person, cancellationToken);
            await (isEnded ? Console.Out : Console.Error).WriteLineAsync(Text.Of(isEnded ? "MaintenanceEnded" : "MaintenanceUnknown", id));
            return isEnded ? ExitCode.Good : ExitCode.Finding;
        },
        cancellationToken);

    // Tabs between the fields, so that a script can cut them.
    private static string Line(MaintenanceListing window, TimeZoneInfo zone)
    {
        var (valid, weekly) = (window.Window.Valid, window.Window.Weekly);
        var span = $"{LocalTimes.Show(valid.From, zone)} – {(valid.To is { } to ? LocalTimes.Show(to, zone) : "…")}";
        var rule = weekly is null ? "" : string.Create(CultureInfo.InvariantCulture, $"{Text.Culture.DateTimeFormat.GetDayName(weekly.Day)} {weekly.Start:HH:mm} + {weekly.Duration:d\\.hh\\:mm} {weekly.Zone}");
        var scope = window.Device ?? window.Site ?? window.Group ?? "*";
        return string.Join('\t', window.Id, span, rule, scope, window.Reason, window.Person, window.IsAfterTheFact ? Text.Of("AfterTheFact") : "");
    }
}
