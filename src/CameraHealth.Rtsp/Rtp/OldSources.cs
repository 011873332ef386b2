namespace CameraHealth.Rtsp.Rtp;

/// <summary>Sources seen before PLAY was sent: they belong to a session of somebody before us.</summary>
internal sealed class OldSources
{
    private const int MaxSources = 8;
    private readonly uint[] _sources = new uint[MaxSources];
    private int _count;

    /// <summary>Takes an interleaved packet of whatever channel.</summary>
    public void Note(ReadOnlySpan<byte> bytes)
    {
        if (RtpPacket.TryParse(bytes, out var packet) && !Contains(packet.Ssrc) && _count < MaxSources)
            _sources[_count++] = packet.Ssrc;
    }

    public bool Contains(uint ssrc) => _sources.AsSpan(0, _count).Contains(ssrc);
}
