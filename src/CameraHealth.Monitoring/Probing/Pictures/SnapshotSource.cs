using System.Collections.Concurrent;
using CameraHealth.Authentication;
using CameraHealth.Imaging;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Onvif;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>The device's own JPEG: GetSnapshotUri and one HTTP GET, on the host that is contacted.</summary>
public sealed class SnapshotSource(DeviceSessions sessions, RecorderChannels channels, TimeProvider time) : IPictureSource
{
    private const double PartOfDeadline = 0.4;

    private static readonly TimeSpan ProfileHolds = TimeSpan.FromHours(1);

    // A web server that refuses the account which ONVIF accepts would go on being asked, and each refusal counts towards the device's lock.
    private static readonly TimeSpan RefusalHolds = TimeSpan.FromHours(24);

    private readonly ConcurrentDictionary<long, KnownProfile> _profiles = new();
    private readonly ConcurrentDictionary<long, (DeviceCredential? Credential, DateTimeOffset Until)> _refused = new();

    /// <inheritdoc/>
    public PictureOrigin Origin => PictureOrigin.Snapshot;

    /// <inheritdoc/>
    public async Task<PictureTake> TakeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        if (target.Contacted.OnvifPort is null)
        {
            return PictureTake.None(Reason.PictureSourceMissing);
        }

        if (_refused.TryGetValue(target.Device.Id, out var refused) && ReferenceEquals(refused.Credential, target.Credential) && time.GetUtcNow() < refused.Until)
        {
            return PictureTake.None(Reason.CredentialsRefused, "the snapshot refused the account; it is not asked again for a day");
        }

        try
        {
            return await FetchAsync(target, record, cancellationToken);
        }
        catch (OnvifException failure)
        {
            _profiles.TryRemove(target.Device.Id, out _);
            if (failure.Reason == OnvifFailureReason.CredentialsRefused)
            {
                _refused[target.Device.Id] = (target.Credential, time.GetUtcNow() + RefusalHolds);
            }

            return PictureTake.None(ReasonOf(failure), failure.Detail);
        }
    }

    private async Task<PictureTake> FetchAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        if (await FindProfileAsync(target, record, cancellationToken) is not { } profile)
        {
            return PictureTake.None(Reason.PictureSourceMissing, "no media profile is listed");
        }

        var client = sessions.OnvifOf(target);
        client.ClearTrace();
        try
        {
            var timeout = target.Policy.PictureDeadline * PartOfDeadline;
            var bytes = await client.GetSnapshotAsync(profile, PictureLimits.MaxBytes, timeout, cancellationToken);
            return IsPicture(bytes.Span) ? new PictureTake(bytes) : PictureTake.None(Reason.NotAPicture, $"{bytes.Length} bytes that begin neither as JPEG nor as PNG");
        }
        finally
        {
            record.Sent(client.FirstByteSentAt);
            record.Explain(client.Trace);
        }
    }

    private async Task<MediaProfile?> FindProfileAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        var contacted = target.Contacted;
        if (_profiles.TryGetValue(target.Device.Id, out var known) && known.IsOf(contacted) && time.GetUtcNow() < known.Until)
        {
            return known.Profile;
        }

        var profile = await channels.FindMainAsync(target, record, cancellationToken);
        if (profile is not null)
        {
            _profiles[target.Device.Id] = new KnownProfile(contacted.Host, contacted.OnvifPort!.Value, profile, time.GetUtcNow() + ProfileHolds);
        }

        return profile;
    }

    // By its bytes: devices send JPEGs as text/html, and web pages as image/jpeg.
    private static bool IsPicture(ReadOnlySpan<byte> bytes) => bytes.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) || bytes.StartsWith((ReadOnlySpan<byte>)[0x89, 0x50, 0x4E, 0x47]);

    private static Reason ReasonOf(OnvifException failure) => failure.Reason switch
    {
        OnvifFailureReason.ActionNotSupported or OnvifFailureReason.NoSuchService => Reason.PictureSourceMissing,
        OnvifFailureReason.ReplyTooLarge => Reason.PictureTooLarge,
        OnvifFailureReason.ForeignAddress => Reason.SnapshotElsewhere,
        OnvifFailureReason.ConnectTimeout or OnvifFailureReason.ReplyTimeout => Reason.PictureTimeout,
        _ => OnvifFindings.Of(Rung.Picture, failure) is { Finding: Finding.Refused or Finding.Inconclusive } told ? told.Reason : Reason.SnapshotFailed,
    };

    private sealed record KnownProfile(string Host, int OnvifPort, MediaProfile Profile, DateTimeOffset Until)
    {
        public bool IsOf(Device device) => string.Equals(Host, device.Host, StringComparison.Ordinal) && OnvifPort == device.OnvifPort;
    }
}
