namespace CameraHealth.Monitoring.Drills;

/// <summary>The closed set of reasons that the proof itself gives; those of the protocol come as they are (<see cref="Rtsp.StreamFailureReason"/>).</summary>
public static class DrillReason
{
    /// <summary>The first footage at or after the moment begins later.</summary>
    public const string Gap = "gap";

    /// <summary>Footage ends before the moment and none follows.</summary>
    public const string FootageEnds = "footage_ends";

    /// <summary>Footage of quite another time was played.</summary>
    public const string WrongTime = "wrong_time";

    /// <summary>It holds the moment, but begins earlier than a keyframe interval explains.</summary>
    public const string StartsTooEarly = "starts_too_early";

    /// <summary>There was too much before the moment to read on to it.</summary>
    public const string MomentNotReached = "moment_not_reached";

    /// <summary>Playback tells no capture times.</summary>
    public const string NoCaptureTimes = "no_capture_times";

    /// <summary>The offset of the recorder's clock is not known.</summary>
    public const string ClockUnknown = "clock_unknown";

    /// <summary>The offset is known to no better than the limit.</summary>
    public const string ClockInexact = "clock_inexact";

    /// <summary>No decoder is installed here.</summary>
    public const string NoDecoder = "no_decoder";

    /// <summary>The decoder cannot read the codec, which is our limit and not the recorder's.</summary>
    public const string CodecUnknown = "codec_unknown";

    /// <summary>No keyframe with its parameter sets in front.</summary>
    public const string NoKeyframe = "no_keyframe";

    /// <summary>The decoder did not come to an end.</summary>
    public const string DecoderFailed = "decoder_failed";

    /// <summary>Fewer or more pictures decode than the time between first and last holds.</summary>
    public const string PictureCount = "picture_count";

    /// <summary>The recorder has no recording for the channel, or it cannot be told which is its.</summary>
    public const string RecordingUnknown = "recording_unknown";

    /// <summary>The recorder also plays for times that cannot be: it does not read the time asked for.</summary>
    public const string IgnoresTime = "ignores_time";
}
