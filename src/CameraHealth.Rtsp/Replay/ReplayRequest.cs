namespace CameraHealth.Rtsp.Replay;

/// <summary>Footage of one moment to fetch. All times are those of the device's own clock.</summary>
public sealed record ReplayRequest
{
    /// <summary>So much before the moment is asked for, so that a clock read to the second does not begin behind it.</summary>
    public static readonly TimeSpan Lead = TimeSpan.FromSeconds(1);

    /// <summary>Where, with which account and within which network policy. Its deadline and reply limit hold; what it says of receiving does not.</summary>
    public required RtspProbeRequest Access { get; init; }

    /// <summary>The moment.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>True: <see cref="At"/> is true UTC, and the Date of the device's replies tells what its clock calls it.</summary>
    public bool AtIsTrueTime { get; init; }

    /// <summary>How much from the moment on; 1 s to 10 min.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>True: the range has no end, so that a device with a gap there plays the first footage behind it.</summary>
    public bool IsOpenEnded { get; init; }

    /// <summary>False: playback by a maker's own address, which names the time itself; nothing of ONVIF is asked for.</summary>
    public bool IsOnvif { get; init; } = true;

    /// <summary>Footage that begins so long before the moment is not read on: the device plays some other time.</summary>
    public TimeSpan GiveUpBefore { get; init; } = TimeSpan.FromMinutes(10);

    /// <summary>How long the first packet may take: a recorder may have to wake a disk.</summary>
    public TimeSpan FirstPacketTimeout { get; init; } = TimeSpan.FromSeconds(15);

    /// <summary>A device that has no more footage just stops sending (ONVIF Streaming 6.7): after this silence it is over.</summary>
    public TimeSpan Silence { get; init; } = TimeSpan.FromSeconds(3);

    /// <summary>Most bytes of media that are kept.</summary>
    public int MaxMediaBytes { get; init; } = 64 * 1024 * 1024;
}
