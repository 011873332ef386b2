using System.Text.Json;
using CameraHealth.Authentication;
using CameraHealth.Monitoring.Drills;
using CameraHealth.Onvif;
using CameraHealth.Probing;
using CameraHealth.Rtsp;
using CameraHealth.Rtsp.Replay;

namespace CameraHealth.Drilling;

/// <summary>One run of <c>drill</c>: finds the footage, fetches it, judges it, and prints what came of it.</summary>
internal sealed class DrillTask(ProbeTarget target, DeviceCredential? credential, CommandLineGates gates, FootageWanted wanted, string? stillFile)
{
    private readonly FfmpegFootage _decoder = new(TimeProvider.System);

    /// <summary>Runs it.</summary>
    /// <returns>0 when the footage is proven, 1 otherwise.</returns>
    public async Task<int> ExecuteAsync(bool asJson, CancellationToken cancellationToken)
    {
        if (credential is not null && !gates.HasDatabase)
        {
            await Console.Error.WriteLineAsync(Text.Of("OneAttemptOnly"));
        }

        var result = await RunAsync(cancellationToken);
        var found = DrillJson.Of(result, await KeepAsync(result, cancellationToken));
        if (asJson)
        {
            await Console.Out.WriteLineAsync(JsonSerializer.Serialize(found, ProgramJson.Options));
        }
        else
        {
            ProbeTables.Write(target.Address.ToString(), found);
        }

        return result.Outcome == DrillOutcome.Proven ? ExitCode.Good : ExitCode.Finding;
    }

    private async Task<DrillResult> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            var footage = target.IsStream ? new FootageAddress(target.Address, "", null) : await LocateAsync(cancellationToken);
            var order = new DrillOrder { Access = AccessTo(footage.Address), At = wanted.At, Length = wanted.Length, Clock = footage.Clock, IsOnvif = footage.IsOnvif };
            return await new DrillRun(new RtspReplay(TimeProvider.System), _decoder).ExecuteAsync(order, cancellationToken);
        }
        catch (OnvifException failure)
        {
            return DrillFailures.Of(wanted.At, failure);
        }
        catch (FootageUnknownException failure)
        {
            return DrillFailures.Of(wanted.At, failure);
        }
    }

    private async Task<FootageAddress> LocateAsync(CancellationToken cancellationToken)
    {
        var address = target.Address;
        using var client = new OnvifDeviceClient(
            new OnvifEndpoint(address.Host, address.Port) { Path = address.PathAndQuery }, credential, GateOf(address), new OnvifClientOptions(), TimeProvider.System);
        return await new FootageLocator(TimeProvider.System).LocateAsync(client, wanted, cancellationToken);
    }

    private RtspProbeRequest AccessTo(Uri address) => new() { Target = address, Credential = credential, Gate = GateOf(address) };

    private ILoginGate? GateOf(Uri address) => credential is null ? null : gates.GateFor(address.Host, credential.UserName);

    private async Task<string?> KeepAsync(DrillResult result, CancellationToken cancellationToken)
    {
        if (result.Still is not { } still)
        {
            return null;
        }

        var path = stillFile ?? Path.Combine(Path.GetTempPath(), $"camerahealth-drill-{result.Sha256![..16]}.jpg");
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var file = new FileStream(path, options);
        await file.WriteAsync(still, cancellationToken);
        return path;
    }
}
