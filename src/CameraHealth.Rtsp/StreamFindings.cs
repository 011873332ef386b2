using CameraHealth.Rtsp.Sdp;

namespace CameraHealth.Rtsp;

/// <summary>What is known so far. A probe that fails half-way reports this much and no more.</summary>
internal sealed class StreamFindings(TimeProvider time)
{
    /// <summary>One picture may be a leftover; two are a stream.</summary>
    private const int LeastPictures = 2;

    private readonly long _startedAt = time.GetTimestamp();
    private MediaDescription? _video;

    public ProbeTrace Trace { get; } = new(time);

    public RtspDialogue? Dialogue { get; set; }

    public RtspLogin? Login { get; set; }

    public MediaTransport Transport { get; set; }

    public MetCertificate? Certificate { get; set; }

    public SessionDescription? Description { get; set; }

    public MediaDescription? Video
    {
        get => _video;
        set
        {
            _video = value;
            PayloadType = value?.ChoosePayloadType() ?? 0;
        }
    }

    public int PayloadType { get; private set; }

    public MediaReception? Reception { get; private set; }

    public long PlaySentAt { get; set; }

    /// <summary>When reception ended; null: it did not come to that.</summary>
    public long? EndedAt { get; private set; }

    /// <summary>Whether reception ended before its time because enough was known.</summary>
    public bool EndedEarly { get; private set; }

    /// <summary>Packets that this machine dropped; null: it cannot tell.</summary>
    public long? PacketsDroppedHere { get; set; }

    /// <summary>Reception begins; what an attempt before received no longer counts.</summary>
    public MediaReception Begin(MediaReception reception)
    {
        (Reception, EndedAt, PacketsDroppedHere) = (reception, null, null);
        return reception;
    }

    /// <summary>Reception went to its end.</summary>
    public void End(long endedAt, bool wasCutShort)
    {
        Reception!.End();
        (EndedAt, EndedEarly) = (endedAt, wasCutShort);
    }

    public StreamReport ToReport(StreamException failure) => ToReport(failure.Outcome, failure.ToFailure());

    /// <summary>The report of a dialogue that went well to its end.</summary>
    public StreamReport ToReport(bool mediaWasPlayed)
    {
        if (!mediaWasPlayed)
            return ToReport(StreamOutcome.Described, failure: null);
        if (Reception is { Meter.Pictures: >= LeastPictures })
            return ToReport(StreamOutcome.Streaming, failure: null);
        return ToReport(StreamOutcome.NoMedia, Reception is { Sequence.Received: > 0 }
            ? new StreamFailure(StreamFailureReason.NoPictures, "RTP came, but fewer than two pictures in it.")
            : new StreamFailure(StreamFailureReason.NoFrames, "PLAY was accepted, and no RTP of the stream came."));
    }

    private StreamReport ToReport(StreamOutcome outcome, StreamFailure? failure)
    {
        var declared = Video is null ? null : DeclaredFormat.Read(Video, PayloadType);
        var format = Reception?.Payload.Format ?? declared;
        var report = new StreamReport
        {
            Outcome = outcome,
            Failure = failure,
            Transport = Transport switch { MediaTransport.Udp => "udp", MediaTransport.Tls => "tls", _ => "tcp" },
            CertificateSha256 = Certificate?.Sha256,
            CertificateValidUntil = Certificate?.ValidUntil,
            LoginScheme = Login?.Scheme,
            WeakerLoginScheme = Login?.WeakerScheme,
            Tracks = Description is null ? [] : [.. Description.Media.Select(media => new StreamTrack(media.Kind, media.CodecName, media == Video))],
            Codec = Video?.Codec(PayloadType),
            Width = format?.Width,
            Height = format?.Height,
            FrameRateDeclared = format?.FrameRate ?? Video?.FrameRate,
            Duration = time.GetElapsedTime(_startedAt),
            DeviceDate = Dialogue?.DeviceDate,
            DeviceDateReceivedAt = Dialogue?.DeviceDateReceivedAt,
            FirstByteSentAt = Dialogue?.FirstByteSentAt,
            Trace = Trace.Lines,
        };
        return Reception is null || EndedAt is null ? report : WithMedia(report, Reception, EndedAt.Value);
    }

    private StreamReport WithMedia(StreamReport report, MediaReception reception, long endedAt)
    {
        var (meter, sequence) = (reception.Meter, reception.Sequence);
        var rates = meter.Complete(endedAt, reception.ClockIsMisdescribed ? MediaDescription.VideoClockRate : reception.ClockRate);
        var tellsKeyframes = reception.Payload.TellsKeyframes;
        // What this machine dropped was not lost on the way.
        var lost = Math.Max(0, sequence.Lost - (PacketsDroppedHere ?? 0));
        return report with
        {
            FrameRate = rates.DeliveredFrameRate,
            FrameRateTimestamps = rates.TimestampFrameRate,
            LongestGap = rates.LongestGap,
            BitRate = rates.BitRate,
            Frames = meter.Pictures,
            Keyframes = tellsKeyframes ? meter.Keyframes : null,
            KeyframeInterval = tellsKeyframes ? rates.KeyframeInterval : null,
            KeyframeIntervalAtLeast = tellsKeyframes && rates.KeyframeInterval is null && meter.Pictures > 0
                ? time.GetElapsedTime(meter.LastKeyframeAt ?? PlaySentAt, endedAt)
                : null,
            Packets = sequence.Received,
            PacketsLost = sequence.Expected > 0 ? lost : null,
            LossRatio = sequence.Expected > 0 ? (double)lost / sequence.Expected : null,
            PacketsDuplicated = sequence.Expected > 0 ? sequence.Duplicates : null,
            PacketsReordered = sequence.Expected > 0 ? sequence.Reordered : null,
            PacketsDroppedHere = PacketsDroppedHere,
            // Taken with the clock that was described.
            Jitter = reception.ClockIsMisdescribed ? null : reception.Jitter.Jitter,
            TimeToFirstKeyframe = tellsKeyframes && meter.FirstKeyframeAt is { } keyframeAt ? time.GetElapsedTime(PlaySentAt, keyframeAt) : null,
            ResolutionChanges = reception.Payload.Format is null ? null : reception.Payload.SizeChanges,
            SenderClockOffset = reception.SenderClock.Offset,
            EndedEarly = EndedEarly,
            Keyframe = reception.Keyframe is { } keyframe
                ? new KeyframePicture(report.Codec!, keyframe.Picture, time.GetUtcNow() - time.GetElapsedTime(keyframe.BeganAt))
                : null,
        };
    }
}
