namespace CameraHealth.Rtsp.Replay;

/// <summary>What a playback delivered. Facts only: whether it proves anything is not judged here.</summary>
public sealed record ReplayReport
{
    /// <summary><see cref="StreamOutcome.Streaming"/>: at least one picture came.</summary>
    public required StreamOutcome Outcome { get; init; }

    /// <summary>Null: none.</summary>
    public StreamFailure? Failure { get; init; }

    /// <summary><c>H264</c>, <c>H265</c>, <c>MJPEG</c> or another; null: not described.</summary>
    public string? Codec { get; init; }

    /// <summary>The moment by the device's clock as it was asked for; null: it did not come to that.</summary>
    public DateTimeOffset? AskedAt { get; init; }

    /// <summary>Every picture in the order it came.</summary>
    public IReadOnlyList<ReplayPicture> Pictures { get; init; } = [];

    /// <summary>Sequence numbers that did not come; null: no packet came.</summary>
    public long? PacketsLost { get; init; }

    /// <summary>From the last keyframe at or before the moment on: H.264 and H.265 in Annex B with their parameter sets, MJPEG as JPEG files one behind the other.</summary>
    public ReadOnlyMemory<byte> Media { get; init; }

    /// <summary>The pictures of <see cref="Pictures"/> that are in <see cref="Media"/>: all from this index on.</summary>
    public int MediaBegins { get; init; }

    /// <summary>There was more than may be kept, or than there was time for.</summary>
    public bool IsCutShort { get; init; }

    /// <summary>The device's clock by the Date of a reply: device + 0.5 s − midpoint, positive: ahead. Null: it told none.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>0.5 s and half the round trip; null with <see cref="ClockOffset"/>.</summary>
    public TimeSpan? ClockError { get; init; }

    /// <summary>The Range of the reply to PLAY; null: none.</summary>
    public string? AnsweredRange { get; init; }

    /// <summary>UTC; null: nothing was sent.</summary>
    public DateTimeOffset? FirstByteSentAt { get; init; }

    /// <summary>From the start to TEARDOWN.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>The dialogue, without secrets.</summary>
    public IReadOnlyList<string> Trace { get; init; } = [];
}
