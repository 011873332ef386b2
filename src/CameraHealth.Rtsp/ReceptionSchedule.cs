namespace CameraHealth.Rtsp;

/// <summary>When a reception is over, and when the device wants to hear from us meanwhile.</summary>
internal sealed class ReceptionSchedule(RtspProbeRequest request, MediaReception reception, TimeProvider time)
{
    /// <summary>Some cameras stop sending when no report came within 5 s.</summary>
    private static readonly TimeSpan FirstReport = TimeSpan.FromSeconds(2);

    /// <summary>RFC 3550, section 6.2.</summary>
    private static readonly TimeSpan ReportInterval = TimeSpan.FromSeconds(5);

    private const int LeastKeyframes = 2;
    private readonly long _startedAt = time.GetTimestamp();
    private TimeSpan _nextReport = FirstReport;
    private TimeSpan _keptAlive;

    public TimeSpan Elapsed => time.GetElapsedTime(_startedAt);

    /// <summary>Whether the time is up, or enough is known.</summary>
    public bool IsOver => Elapsed is var elapsed && (elapsed >= request.Receive || IsEnough(elapsed));

    public bool IsTimeUp => Elapsed >= request.Receive;

    /// <summary>True once whenever a report is due.</summary>
    public bool TakeReport()
    {
        if (Elapsed < _nextReport)
            return false;
        _nextReport += ReportInterval;
        return true;
    }

    /// <summary>True once whenever half of the session's time has gone by.</summary>
    public bool TakeKeepAlive(SessionHeader? session)
    {
        if (session is null || Elapsed - _keptAlive <= session.Timeout / 2)
            return false;
        _keptAlive = Elapsed;
        return true;
    }

    private bool IsEnough(TimeSpan elapsed) => request.EnoughAfter is { } least && elapsed >= least
        && (KeyframesSeen >= LeastKeyframes || !reception.Payload.TellsKeyframes) && !reception.WantsKeyframe;

    // Whoever wants the picture itself does not wait for rates.
    private int KeyframesSeen => request.CaptureKeyframe ? reception.Meter.Keyframes : reception.Meter.SettledKeyframes;
}
