namespace CameraHealth.Rtsp.Replay;

/// <summary>The device's clock, which the Date of a reply tells to the second: offset = device + 0.5 s − midpoint; positive: ahead.</summary>
internal static class ReplayClock
{
    private static readonly TimeSpan Half = TimeSpan.FromSeconds(0.5);

    /// <summary>Null: no reply told a date.</summary>
    public static (TimeSpan Offset, TimeSpan Error)? OffsetOf(RtspDialogue? dialogue)
    {
        if (dialogue is not { DeviceDate: { } date, DeviceDateReceivedAt: { } receivedAt, DeviceDateAskedAt: { } askedAt })
            return null;
        var half = (receivedAt - askedAt) / 2;
        return (date + Half - (askedAt + half), Half + half);
    }
}
