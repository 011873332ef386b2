namespace CameraHealth.Rtsp.Rtp;

/// <summary>
/// Tells our session's packets from those of an old one. live555 before 2017.06.04 (Reolink RLC-410 and others) goes on
/// sending a dead session into whatever connection reuses its socket number.
/// </summary>
internal sealed class SourceFilter(uint? promised, OldSources old, TimeSpan silence, long timestampFrequency)
{
    private readonly long _silenceStamps = (long)(silence.TotalSeconds * timestampFrequency);
    private uint? _current;
    private long _currentSeenAt;

    /// <summary>The source that counts now; null: none came yet.</summary>
    public uint? Current => _current;

    public SourceVerdict Judge(uint ssrc, long arrivedAt)
    {
        if (ssrc == _current)
        {
            _currentSeenAt = arrivedAt;
            return SourceVerdict.Ours;
        }

        if (old.Contains(ssrc) && ssrc != promised)
            return SourceVerdict.Foreign;
        var verdict = _current is null ? SourceVerdict.Ours
            : ssrc == promised ? SourceVerdict.TheOthersWereForeign
            : arrivedAt - _currentSeenAt >= _silenceStamps ? SourceVerdict.Restarted
            : SourceVerdict.Foreign;
        if (verdict != SourceVerdict.Foreign)
            (_current, _currentSeenAt) = (ssrc, arrivedAt);
        return verdict;
    }
}

internal enum SourceVerdict
{
    Ours,
    Foreign,

    /// <summary>The first packet of the source that SETUP promised: what was counted until now was an old session's.</summary>
    TheOthersWereForeign,

    /// <summary>The known source fell silent and another took over: the encoder restarted.</summary>
    Restarted,
}
