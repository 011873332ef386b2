using System.CommandLine;
using CameraHealth.Probing;

namespace CameraHealth.Commands;

/// <summary><c>probe TARGET</c>: asks one device or stream now, beside the worker and within the same login budget.</summary>
internal static class ProbeCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var target = new Argument<string>("TARGET") { Description = Text.Of("ProbeTarget") };
        var seconds = new Option<double>("--seconds") { HelpName = "N", Description = Text.Of("ProbeSeconds"), DefaultValueFactory = _ => 5 };
        var transport = new Option<string>("--transport") { HelpName = "T", Description = Text.Of("ProbeTransport"), DefaultValueFactory = _ => "auto" };
        transport.AcceptOnlyFromAmong("auto", "tcp", "udp");
        var json = new Option<bool>("--json") { Description = Text.Of("OptionJson") };
        var data = DataFolder.Option();
        var secrets = new SecretOptions();
        var command = new Command("probe", Text.Of("Probe")) { target, seconds, transport, json, data };
        secrets.AddTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            var wanted = ProbeTarget.Parse(parsed.GetValue(target)!);
            var receive = parsed.GetValue(seconds);
            if (receive is < 1 or > 600 or double.NaN)
            {
                throw new UsageException(Text.Of("SecondsRange", receive, 1, 600));
            }

            if (parsed.GetValue(transport) == "udp")
            {
                throw new CannotRunException(Text.Of("UdpNotYet"));
            }

            var credential = secrets.Read(parsed);
            await using var gates = await CommandLineGates.OpenAsync(parsed.GetValue(data), credential is not null, cancellationToken);
            var run = new ProbeRun(wanted, credential, gates, TimeSpan.FromSeconds(receive));
            return await run.ExecuteAsync(parsed.GetValue(json), cancellationToken);
        });
        return command;
    }
}
