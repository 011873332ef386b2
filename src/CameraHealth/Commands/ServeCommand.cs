using System.CommandLine;
using CameraHealth.Hosting;

namespace CameraHealth.Commands;

/// <summary><c>serve</c>: the roles of this process.</summary>
internal static class ServeCommand
{
    private const string DefaultUrl = "http://127.0.0.1:8080";

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var role = new Option<Role>("--role") { HelpName = "ROLE", Description = Text.Of("ServeRole"), DefaultValueFactory = _ => Role.All };
        var urls = new Option<string>("--urls") { HelpName = "URL", Description = Text.Of("ServeUrls"), DefaultValueFactory = _ => DefaultUrl };
        var allowAnonymous = new Option<bool>("--allow-anonymous") { Description = Text.Of("ServeAllowAnonymous") };
        var data = DataFolder.Option();
        var command = new Command("serve", Text.Of("Serve")) { role, urls, data, allowAnonymous };
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = ListenAddresses.Read(parsed.GetValue(urls)!, parsed.GetValue(allowAnonymous));
            await ServeHost.RunAsync(new ServeOptions(parsed.GetValue(role), wanted, parsed.GetValue(data), parsed.GetValue(allowAnonymous)), cancellationToken);
            return ExitCode.Good;
        });
        return command;
    }
}
