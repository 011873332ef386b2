using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Recordings;
using CameraHealth.Onvif;
using CameraHealth.Onvif.Recordings;

namespace CameraHealth.Monitoring.Drills;

/// <summary>Finds out where a device plays its footage of a channel, and how far its clock is off.</summary>
public sealed class FootageLocator(TimeProvider time)
{
    /// <summary>Asks the device.</summary>
    /// <param name="client">The device.</param>
    /// <param name="wanted">Which footage.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="OnvifException">The device did not answer as it should.</exception>
    /// <exception cref="FootageUnknownException">It plays no footage, or has none of the channel.</exception>
    public async Task<FootageAddress> LocateAsync(OnvifDeviceClient client, FootageWanted wanted, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(wanted);
        var read = await client.GetSystemDateAndTimeAsync(cancellationToken);
        var clock = read is { Offset: { } offset, Error: { } error } ? new ClockOffset(offset, error, time.GetUtcNow()) : null;
        var moment = wanted.At + (wanted.Clock ?? clock)?.Offset ?? wanted.At;
        try
        {
            var recordings = new OnvifRecordings(client);
            var token = wanted.RecordingToken ?? await FindAsync(client, recordings, wanted.Channel, moment, cancellationToken);
            return new FootageAddress(await recordings.GetReplayUriAsync(token, cancellationToken), token, clock);
        }
        catch (OnvifException failure) when (failure.Reason is OnvifFailureReason.NoSuchService or OnvifFailureReason.ActionNotSupported)
        {
            // Cheap ones list the services and answer "not implemented".
            return await OfMakerAsync(client, wanted, moment, clock, cancellationToken) ?? throw new FootageUnknownException(
                Rtsp.StreamFailureReason.MethodRefused, "the device has no ONVIF replay, and its maker's address of playback is not known");
        }
    }

    private static async Task<string> FindAsync(OnvifDeviceClient client, OnvifRecordings recordings, int? channel, DateTimeOffset moment, CancellationToken cancellationToken)
    {
        var all = await recordings.ListAsync(cancellationToken);
        if (channel is null && all.Select(recording => recording.SourceId).Distinct(StringComparer.Ordinal).Count() > 1)
        {
            throw new FootageUnknownException(DrillReason.RecordingUnknown, $"the device has {all.Count} recordings of several channels: name one of them");
        }

        var own = channel is null ? all
            : RecordingMap.Of(all, await client.GetProfilesAsync(cancellationToken), await JobsAsync(recordings, cancellationToken), channel);
        return RecordingMap.At(own, moment)?.Token
            ?? throw new FootageUnknownException(DrillReason.RecordingUnknown, $"none of the device's {all.Count} recordings can be told to be that of the channel");
    }

    /// <summary>The recording jobs; empty where the device tells none.</summary>
    /// <exception cref="OnvifException">The login was refused, or the device is away.</exception>
    public static async Task<IReadOnlyList<RecordingJob>> JobsAsync(OnvifRecordings recordings, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        try
        {
            return await recordings.GetJobsAsync(cancellationToken);
        }
        catch (OnvifException failure) when (failure.Reason is OnvifFailureReason.NoSuchService or OnvifFailureReason.ActionNotSupported
            or OnvifFailureReason.NotPermitted or OnvifFailureReason.Fault or OnvifFailureReason.InvalidToken or OnvifFailureReason.MalformedReply)
        {
            return [];
        }
    }

    private static async Task<FootageAddress?> OfMakerAsync(
        OnvifDeviceClient client, FootageWanted wanted, DateTimeOffset moment, ClockOffset? clock, CancellationToken cancellationToken)
    {
        var identity = await client.GetDeviceInformationAsync(cancellationToken);
        var profiles = await client.GetProfilesAsync(cancellationToken);
        var profile = RecorderChannels.ProfileOf(profiles, wanted.Channel ?? 1) ?? (profiles.Count > 0 ? profiles[0] : null);
        if (profile is null)
        {
            return null;
        }

        var stream = await client.GetStreamUriAsync(profile, cancellationToken);
        var local = TimeZoneInfo.ConvertTime(moment, wanted.Zone);
        return MakerPlayback.AddressOf(identity.Manufacturer, stream, wanted.Channel ?? 1, local, wanted.Length) is { } address
            ? new FootageAddress(address, null, clock)
            : null;
    }
}

/// <summary>Which footage is wanted of a device.</summary>
/// <param name="At">The moment, true UTC.</param>
/// <param name="Length">How much from it on.</param>
/// <param name="Channel">The channel of a recorder; null: the device has one only.</param>
/// <param name="RecordingToken">The recording itself; null: found by the channel.</param>
/// <param name="Clock">The recorder's clock around the moment; null: as it is now.</param>
/// <param name="Zone">Local time of the device, for makers' addresses.</param>
public sealed record FootageWanted(DateTimeOffset At, TimeSpan Length, int? Channel, string? RecordingToken, ClockOffset? Clock, TimeZoneInfo Zone);
