using CameraHealth.Rtsp;

namespace CameraHealth.Monitoring.Drills;

/// <summary>What to fetch, from where, and what is known about the device that matters for the proof.</summary>
public sealed record DrillOrder
{
    /// <summary>Address of playback, account, login gate and network policy.</summary>
    public required RtspProbeRequest Access { get; init; }

    /// <summary>The moment, true UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>How much from the moment on.</summary>
    public TimeSpan Length { get; init; } = TimeSpan.FromSeconds(10);

    /// <summary>The recorder's clock around the moment; null: not known, unless playback itself tells it.</summary>
    public ClockOffset? Clock { get; init; }

    /// <summary>False: the clock was read at another time than that of the moment. Nothing is proven then.</summary>
    public bool IsClockOfMoment { get; init; } = true;

    /// <summary>The keyframe interval that was learnt of the camera; null: none.</summary>
    public TimeSpan? KeyframeInterval { get; init; }

    /// <summary>A negative control: a time of which there can be no footage. How long the gap is then, is of no interest.</summary>
    public bool IsControl { get; init; }

    /// <summary>False: a maker's own address of playback.</summary>
    public bool IsOnvif { get; init; } = true;
}
