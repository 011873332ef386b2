using System.Text.Json;
using CameraHealth.Authentication;
using CameraHealth.Onvif;
using CameraHealth.Rtsp;
using Spectre.Console;

namespace CameraHealth.Probing;

/// <summary>One run of <c>probe</c>: asks, shows progress on a terminal, prints a table or JSON.</summary>
internal sealed class ProbeRun(ProbeTarget target, DeviceCredential? credential, CommandLineGates gates, StreamOptions options)
{
    private readonly IAnsiConsole _progress = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });

    /// <summary>Runs it.</summary>
    /// <returns>0 when pictures arrive, 1 otherwise.</returns>
    public async Task<int> ExecuteAsync(bool asJson, CancellationToken cancellationToken)
    {
        if (credential is not null && !gates.HasDatabase)
        {
            await Console.Error.WriteLineAsync(Text.Of("OneAttemptOnly"));
        }

        return target.IsStream ? await ProbeStreamAsync(asJson, cancellationToken) : await ProbeDeviceAsync(asJson, cancellationToken);
    }

    private async Task<int> ProbeStreamAsync(bool asJson, CancellationToken cancellationToken)
    {
        var report = await WithProgressAsync(_ => StreamAsync(target.Address, cancellationToken));
        var found = StreamJson.Of(target.Address, report);
        if (asJson)
        {
            Print(found);
        }
        else
        {
            ProbeTables.Write(found);
        }

        return report.Outcome == StreamOutcome.Streaming ? ExitCode.Good : ExitCode.Finding;
    }

    private async Task<int> ProbeDeviceAsync(bool asJson, CancellationToken cancellationToken)
    {
        var found = new DeviceJson { Target = target.Address.ToString() };
        using var client = new OnvifDeviceClient(
            new OnvifEndpoint(target.Address.Host, target.Address.Port) { Path = target.Address.PathAndQuery },
            credential,
            credential is null ? null : gates.GateFor(target.Address.Host, credential.UserName),
            new OnvifClientOptions(),
            TimeProvider.System);
        await WithProgressAsync(async say =>
        {
            await new DeviceProbe(client, StreamAsync, say).RunAsync(found, cancellationToken);
            return true;
        });
        if (asJson)
        {
            Print(found);
        }
        else
        {
            ProbeTables.Write(found);
        }

        return found.Outcome == "streaming" || (found.Outcome == "authenticated" && found is { Failure: null, Streams.Count: 0 }) ? ExitCode.Good : ExitCode.Finding;
    }

    private async Task<StreamReport> StreamAsync(Uri address, CancellationToken cancellationToken)
    {
        var request = new RtspProbeRequest
        {
            Target = address,
            Credential = credential,
            Gate = credential is null ? null : gates.GateFor(address.Host, credential.UserName),
        };
        var report = await new RtspProbe(TimeProvider.System).ProbeAsync(options.ApplyTo(request), cancellationToken);
        if (options.KeyframeFile is { } file && report.Keyframe is { } keyframe)
        {
            await File.WriteAllBytesAsync(file, keyframe.Bytes, cancellationToken);
        }

        return report;
    }

    // A spinner on a terminal only: a pipe gets the result and nothing else.
    private async Task<T> WithProgressAsync<T>(Func<Action<string>, Task<T>> work) =>
        Console.IsErrorRedirected
            ? await work(_ => { })
            : await _progress.Status().StartAsync(target.Address.ToString().EscapeMarkup(), context => work(step => context.Status(step.EscapeMarkup())));

    private static void Print<T>(T found) => Console.Out.WriteLine(JsonSerializer.Serialize(found, ProgramJson.Options));
}
