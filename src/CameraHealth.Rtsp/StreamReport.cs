namespace CameraHealth.Rtsp;

/// <summary>What one probe found. A value that was not measured is null.</summary>
public sealed record StreamReport
{
    /// <summary>How the probe ended.</summary>
    public required StreamOutcome Outcome { get; init; }

    /// <summary>Null exactly when the outcome is <see cref="StreamOutcome.Streaming"/> or <see cref="StreamOutcome.Described"/>.</summary>
    public StreamFailure? Failure { get; init; }

    /// <summary>How RTP travelled, or was last asked to: <c>tcp</c> (inside the RTSP connection), <c>tls</c> (the same, secured) or <c>udp</c>.</summary>
    public string Transport { get; init; } = "tcp";

    /// <summary>SHA-256 of the certificate the device showed, upper-case hexadecimal; null: no TLS. To be expected of it from now on.</summary>
    public string? CertificateSha256 { get; init; }

    /// <summary>When that certificate ends; UTC. An expired one is told, not refused.</summary>
    public DateTimeOffset? CertificateValidUntil { get; init; }

    /// <summary>How the account was sent: <c>digest_sha256</c>, <c>digest_md5</c> or <c>basic</c>; null: it was not.</summary>
    public string? LoginScheme { get; init; }

    /// <summary>The scheme that was offered and not answered, being weaker than <see cref="RtspProbeRequest.AcceptedLoginScheme"/>; null: there was none.</summary>
    public string? WeakerLoginScheme { get; init; }

    /// <summary>Every track of the description, in its order; empty: none was read.</summary>
    public IReadOnlyList<StreamTrack> Tracks { get; init; } = [];

    /// <summary><c>H264</c>, <c>H265</c>, <c>MJPEG</c>, or the encoding name of the description. From the SDP, which is the truth about it.</summary>
    public string? Codec { get; init; }

    /// <summary>Pixels shown, after cropping. From the parameter sets in band, else from those of the SDP.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels shown, after cropping.</summary>
    public int? Height { get; init; }

    /// <summary>Delivered pictures per second of arrival on the monotonic clock, without the first burst.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Clock rate divided by the median step of the RTP timestamps. Some devices invent these.</summary>
    public double? FrameRateTimestamps { get; init; }

    /// <summary>What the stream says of itself: VUI timing, else <c>a=framerate</c>.</summary>
    public double? FrameRateDeclared { get; init; }

    /// <summary>Longest time between two pictures, or from the last one to the end.</summary>
    public TimeSpan? LongestGap { get; init; }

    /// <summary>Bits of RTP payload per second: over whole GOPs when at least one was seen, else over the time.</summary>
    public double? BitRate { get; init; }

    /// <summary>Pictures that arrived, the first burst included; counted by change of timestamp.</summary>
    public int? Frames { get; init; }

    /// <summary>IDR pictures (H.264), IRAP pictures (H.265), every picture (MJPEG); null for codecs whose payload is not read.</summary>
    public int? Keyframes { get; init; }

    /// <summary>Mean time between keyframes, by the sender's clock where it runs with ours, else by arrival; null when fewer than two were seen, which is no fault.</summary>
    public TimeSpan? KeyframeInterval { get; init; }

    /// <summary>While fewer than two keyframes were seen: the interval is longer than this. Null: it was measured, or no picture came.</summary>
    public TimeSpan? KeyframeIntervalAtLeast { get; init; }

    /// <summary>RTP packets of the stream that arrived, duplicates included.</summary>
    public long? Packets { get; init; }

    /// <summary>Missing sequence numbers (RFC 3550, A.3), without those this machine dropped. Over TCP the device itself dropped them.</summary>
    public long? PacketsLost { get; init; }

    /// <summary>Lost divided by expected, 0–1.</summary>
    public double? LossRatio { get; init; }

    /// <summary>Packets that came twice. Never loss.</summary>
    public long? PacketsDuplicated { get; init; }

    /// <summary>Packets that were overtaken by others. Never loss.</summary>
    public long? PacketsReordered { get; init; }

    /// <summary>Packets that reached this machine over UDP and were dropped by it, its buffer being full; null: no UDP.</summary>
    public long? PacketsDroppedHere { get; init; }

    /// <summary>Interarrival jitter (RFC 3550, 6.4.1) at the end. Null also when the description names a wrong clock.</summary>
    public TimeSpan? Jitter { get; init; }

    /// <summary>From sending PLAY to the first packet of the first keyframe.</summary>
    public TimeSpan? TimeToFirstKeyframe { get; init; }

    /// <summary>How often the picture changed its size; null: no size came in band.</summary>
    public int? ResolutionChanges { get; init; }

    /// <summary>The device's clock in its last RTCP sender report minus ours, network delay included; positive: the device is ahead. Null: none came.</summary>
    public TimeSpan? SenderClockOffset { get; init; }

    /// <summary>Whether it ended before its time because enough was known.</summary>
    public bool EndedEarly { get; init; }

    /// <summary>One whole keyframe; null: not asked for, or none came whole.</summary>
    public KeyframePicture? Keyframe { get; init; }

    /// <summary>The whole probe, TEARDOWN included.</summary>
    public required TimeSpan Duration { get; init; }

    /// <summary>The device's clock as its first <c>Date</c> header told it, whole seconds.</summary>
    public DateTimeOffset? DeviceDate { get; init; }

    /// <summary>Our clock when <see cref="DeviceDate"/> was received.</summary>
    public DateTimeOffset? DeviceDateReceivedAt { get; init; }

    /// <summary>When the first request left; null when no connection was made.</summary>
    public DateTimeOffset? FirstByteSentAt { get; init; }

    /// <summary>One line for each request and reply, secrets masked.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];
}
