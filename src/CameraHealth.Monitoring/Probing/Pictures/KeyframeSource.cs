using System.Collections.Concurrent;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Onvif;
using CameraHealth.Rtsp;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>A keyframe of the main stream, decoded here. A stream of JPEGs needs no decoder.</summary>
public sealed class KeyframeSource(RtspProbe probe, DeviceSessions sessions, StreamAddresses addresses, CameraNetworks networks, PollPermits permits, IKeyframeDecoder decoder, TrustBook trust) : IPictureSource
{
    private const string Jpeg = "MJPEG";
    private const double PartOfDeadline = 0.45;

    // Longer than the keyframe interval of most cameras; smart codecs may have none in this time.
    private static readonly TimeSpan Receive = TimeSpan.FromSeconds(8);

    private readonly ConcurrentDictionary<long, string> _codecs = new();

    /// <inheritdoc/>
    public PictureOrigin Origin => PictureOrigin.Keyframe;

    /// <inheritdoc/>
    public async Task<PictureTake> TakeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        // Without a decoder a session is worth opening only where the stream may be one of JPEGs.
        if (!decoder.IsAvailable && _codecs.TryGetValue(target.Device.Id, out var known) && known != Jpeg)
        {
            return PictureTake.None(Reason.PictureSourceMissing, "ffmpeg and prlimit are not installed");
        }

        try
        {
            using var permit = await permits.TakeStreamAsync(target, cancellationToken);
            return await TakeAsync(await addresses.FindAsync(target, cancellationToken), target, record, cancellationToken);
        }
        catch (OnvifException failure)
        {
            return PictureTake.None(Reason.StreamAddressUnknown, failure.Detail);
        }
        catch (StreamAddressUnknownException failure)
        {
            return PictureTake.None(Reason.StreamAddressUnknown, failure.Message);
        }
    }

    private async Task<PictureTake> TakeAsync(Uri address, PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        var deadline = target.Policy.PictureDeadline * PartOfDeadline;
        var report = await probe.ProbeAsync(
            trust.Expect(target, new RtspProbeRequest
            {
                Target = address,
                Credential = target.Credential,
                Gate = sessions.GateOf(target),
                CaptureKeyframe = true,
                EnoughAfter = TimeSpan.Zero,
                Receive = Receive < deadline ? Receive : deadline,
                Deadline = deadline,
                Connect = networks.ConnectAsync,
            }),
            cancellationToken);
        record.Sent(report.FirstByteSentAt);
        record.Explain(report.Trace);
        if (report.Codec is { } codec)
        {
            _codecs[target.Device.Id] = codec;
        }

        await trust.LearnAsync(target, report, cancellationToken);

        return report.Keyframe is { } keyframe ? await DecodeAsync(keyframe, cancellationToken) : NoKeyframe(report);
    }

    private async Task<PictureTake> DecodeAsync(KeyframePicture keyframe, CancellationToken cancellationToken)
    {
        if (keyframe.Codec == Jpeg)
        {
            return new PictureTake(keyframe.Bytes);
        }

        if (!decoder.IsAvailable)
        {
            return PictureTake.None(Reason.PictureSourceMissing, "ffmpeg and prlimit are not installed");
        }

        return await decoder.DecodeAsync(keyframe.Codec, keyframe.Bytes, cancellationToken) is { } picture
            ? new PictureTake(picture)
            : PictureTake.None(Reason.DecoderFailed, $"a keyframe of {keyframe.Bytes.Length} bytes ({keyframe.Codec}) could not be decoded");
    }

    // Why the stream gives nothing is the stream poll's to say; only our own limits and logins are passed on.
    private static PictureTake NoKeyframe(StreamReport report)
    {
        var found = StreamFindings.Of(Rung.Picture, report);
        return found.Finding is Finding.Refused or Finding.Inconclusive
            ? PictureTake.None(found.Reason, found.Detail)
            : PictureTake.None(Reason.SnapshotFailed, found.Finding == Finding.Good ? "no whole keyframe came in time" : $"the stream gives none: {found.Reason}");
    }
}
