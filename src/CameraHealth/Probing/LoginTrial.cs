using System.Globalization;
using CameraHealth.Authentication;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Onvif;
using CameraHealth.Rtsp;

namespace CameraHealth.Probing;

/// <summary>What a device said to a password.</summary>
internal enum TrialOutcome
{
    /// <summary>It let us in.</summary>
    Accepted,

    /// <summary>It refused the password.</summary>
    Refused,

    /// <summary>The login budget allows no attempt now: nothing was sent.</summary>
    Held,

    /// <summary>It asked for no password, so nothing is proven.</summary>
    NotAsked,

    /// <summary>It was not reached, or did not answer as it should.</summary>
    NotReached,
}

/// <summary>Result of a trial.</summary>
/// <param name="Outcome">What the device said.</param>
/// <param name="Detail">More about it, for people; empty: there is no more.</param>
internal readonly record struct TrialResult(TrialOutcome Outcome, string Detail);

/// <summary>Tries an account on one device, within the login budget and the camera networks: by ONVIF where the device has it, else by its stream.</summary>
internal sealed class LoginTrial(ILoginBudget budget, CameraNetworks networks)
{
    private const int RtspPort = 554;

    /// <summary>Tries it.</summary>
    public async Task<TrialResult> RunAsync(Device device, DeviceCredential credential, CancellationToken cancellationToken)
    {
        var gate = new WitnessedGate(budget.GateFor(device.Host, credential.UserName));
        var failure = device.OnvifPort is { } port
            ? await AskAsync(device.Host, port, credential, gate, cancellationToken) : await DescribeAsync(device, credential, gate, cancellationToken);
        return gate switch
        {
            { IsAccepted: true } => new TrialResult(TrialOutcome.Accepted, ""),
            { Refusals: > 0 } => new TrialResult(TrialOutcome.Refused, failure ?? ""),
            { Denied: { } denied } => new TrialResult(TrialOutcome.Held, failure ?? denied.HeldUntil?.ToString("u", Text.Culture) ?? ""),
            _ => failure is null ? new TrialResult(TrialOutcome.NotAsked, "") : new TrialResult(TrialOutcome.NotReached, failure),
        };
    }

    // Some devices tell everybody what they are: then their profiles are asked for, too.
    private async Task<string?> AskAsync(string host, int port, DeviceCredential credential, WitnessedGate gate, CancellationToken cancellationToken)
    {
        using var client = new OnvifDeviceClient(new OnvifEndpoint(host, port), credential, gate, new OnvifClientOptions { Connect = networks.ConnectAsync }, TimeProvider.System);
        try
        {
            await client.GetDeviceInformationAsync(cancellationToken);
            if (!gate.IsAccepted)
            {
                await client.GetProfilesAsync(cancellationToken);
            }

            return null;
        }
        catch (OnvifException failure)
        {
            return $"{failure.Reason}: {failure.Detail}";
        }
    }

    private async Task<string?> DescribeAsync(Device device, DeviceCredential credential, WitnessedGate gate, CancellationToken cancellationToken)
    {
        var host = device.Host.Contains(':', StringComparison.Ordinal) ? $"[{device.Host}]" : device.Host;
        var request = new RtspProbeRequest
        {
            Target = new Uri(string.Create(CultureInfo.InvariantCulture, $"rtsp://{host}:{device.RtspPort ?? RtspPort}{device.StreamPath}")),
            Credential = credential,
            Gate = gate,
            Connect = networks.ConnectAsync,
        };
        var report = await new RtspProbe(TimeProvider.System).DescribeAsync(request, cancellationToken);
        return report.Failure is { } failure ? $"{failure.Reason}: {failure.Detail}" : null;
    }
}
