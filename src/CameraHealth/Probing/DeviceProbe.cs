using System.Text.Json;
using CameraHealth.Onvif;
using CameraHealth.Rtsp;

namespace CameraHealth.Probing;

/// <summary>Asks a device by ONVIF, rung by rung, then every video source's main stream.</summary>
internal sealed class DeviceProbe(OnvifDeviceClient client, Func<Uri, CancellationToken, Task<StreamReport>> probeStream, Action<string> progress)
{
    /// <summary>Asks, and fills in what is found; the outcome is the highest rung that held.</summary>
    public async Task RunAsync(DeviceJson found, CancellationToken cancellationToken)
    {
        try
        {
            progress("GetSystemDateAndTime");
            var clock = await client.GetSystemDateAndTimeAsync(cancellationToken);
            found.Clock = new ClockJson(clock.DeviceUtc, Round(clock.Offset), Round(clock.Error));
            found.Outcome = "responding";

            progress("GetDeviceInformation");
            var identity = await client.GetDeviceInformationAsync(cancellationToken);
            found.Device = new IdentityJson(identity.Manufacturer, identity.Model, identity.FirmwareVersion, identity.SerialNumber);
            found.Outcome = "authenticated";

            progress("GetServices");
            found.Services.AddRange((await client.GetServicesAsync(cancellationToken)).Select(service => service.Namespace));

            progress("GetProfiles");
            await ProbeProfilesAsync(found, await client.GetProfilesAsync(cancellationToken), cancellationToken);
        }
        catch (OnvifException failure)
        {
            found.Failure = new FailureJson(JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.Reason.ToString()), failure.Detail);
            if (found.Outcome == "unreachable" && !IsConnectFailure(failure.Reason))
            {
                found.Outcome = failure.Reason is OnvifFailureReason.CredentialsRefused or OnvifFailureReason.CredentialsMissing
                    or OnvifFailureReason.LoginHeld or OnvifFailureReason.BudgetUnavailable
                    ? "responding" : "reachable";
            }
        }
    }

    private async Task ProbeProfilesAsync(DeviceJson found, IReadOnlyList<MediaProfile> profiles, CancellationToken cancellationToken)
    {
        var addresses = new List<Uri>();
        var sources = new HashSet<string>(StringComparer.Ordinal);
        foreach (var profile in profiles)
        {
            progress($"GetStreamUri {profile.Name ?? profile.Token}");
            var address = await TryFindAsync(profile, found, cancellationToken);
            found.Profiles.Add(new ProfileJson(profile.Name, profile.Codec, profile.Width, profile.Height, profile.FrameRate, profile.BitRate, address?.ToString()));

            // The first profile of a video source is its main stream; one session at a time, so sub streams are left alone.
            if (address is not null && sources.Add(profile.VideoSourceToken ?? profile.Token))
            {
                addresses.Add(address);
            }
        }

        foreach (var address in addresses)
        {
            progress(address.ToString());
            found.Streams.Add(StreamJson.Of(address, await probeStream(address, cancellationToken)));
        }

        if (found.Streams.Count > 0 && found.Streams.TrueForAll(stream => stream.Outcome == "streaming"))
        {
            found.Outcome = "streaming";
        }
        else if (found.Streams.Find(stream => stream.Failure is not null) is { } broken)
        {
            found.Failure ??= broken.Failure;
        }
    }

    private async Task<Uri?> TryFindAsync(MediaProfile profile, DeviceJson found, CancellationToken cancellationToken)
    {
        try
        {
            return await client.GetStreamUriAsync(profile, cancellationToken);
        }
        catch (OnvifException failure) when (failure.Reason is not (OnvifFailureReason.CredentialsRefused or OnvifFailureReason.LoginHeld or OnvifFailureReason.BudgetUnavailable))
        {
            found.Failure ??= new FailureJson(JsonNamingPolicy.SnakeCaseLower.ConvertName(failure.Reason.ToString()), failure.Detail);
            return null;
        }
    }

    private static bool IsConnectFailure(OnvifFailureReason reason) => reason is OnvifFailureReason.ConnectRefused or OnvifFailureReason.ConnectTimeout
        or OnvifFailureReason.NoRoute or OnvifFailureReason.OwnNetworkDown or OnvifFailureReason.AddressNotAllowed;

    private static double? Round(TimeSpan? span) => span is { } value ? Math.Round(value.TotalSeconds, 3) : null;
}
