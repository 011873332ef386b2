namespace CameraHealth.Rtsp;

/// <summary>The rates of one reception; null where there was too little to measure.</summary>
internal readonly record struct StreamRates
{
    public double? DeliveredFrameRate { get; init; }

    public double? TimestampFrameRate { get; init; }

    public TimeSpan? LongestGap { get; init; }

    public double? BitRate { get; init; }

    public TimeSpan? KeyframeInterval { get; init; }
}
