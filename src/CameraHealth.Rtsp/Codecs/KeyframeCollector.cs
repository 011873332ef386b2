using CameraHealth.Rtsp.Rtp;

namespace CameraHealth.Rtsp.Codecs;

/// <summary>Puts one keyframe together from the packets of a stream. A picture with a hole in it is not taken: the next one is.</summary>
internal abstract class KeyframeCollector
{
    private bool _started;
    private uint _timestamp;
    private long _beganAt;
    private bool _isBroken;
    private bool _endsWithMarker;

    /// <summary>The picture; null: not whole yet.</summary>
    public byte[]? Picture { get; private set; }

    /// <summary>Monotonic timestamp of its first packet.</summary>
    public long PictureBeganAt { get; private set; }

    /// <summary>Announces a packet before its payload is read. False: nothing more is wanted.</summary>
    /// <param name="timestamp">RTP timestamp.</param>
    /// <param name="marker">Whether it claims to end the picture.</param>
    /// <param name="isContiguous">Whether it follows the packet before without a gap.</param>
    /// <param name="arrivedAt">Monotonic timestamp.</param>
    public bool Begin(uint timestamp, bool marker, bool isContiguous, long arrivedAt)
    {
        if (Picture is not null)
            return false;
        if (!isContiguous)
            _isBroken = true;
        if (!_started || timestamp != _timestamp)
        {
            Complete();
            // A gap between two pictures may have swallowed the beginning of this one: its own units tell.
            (_started, _timestamp, _beganAt, _isBroken) = (true, timestamp, arrivedAt, false);
            Clear();
        }

        _endsWithMarker = marker;
        return Picture is null;
    }

    /// <summary>Takes the packet just begun, where the payload's units do not come by themselves.</summary>
    public virtual void TakePacket(in RtpPacket packet)
    {
    }

    /// <summary>Reception has ended: a picture that says it is whole is taken at its word.</summary>
    public void End()
    {
        if (_endsWithMarker)
            Complete();
    }

    /// <summary>The picture as a decoder wants it; null: not a keyframe, not whole, or too large.</summary>
    protected abstract byte[]? Assemble();

    /// <summary>Forgets the units of the picture at hand.</summary>
    protected abstract void Clear();

    private void Complete()
    {
        if (Picture is null && !_isBroken && _started)
            (Picture, PictureBeganAt) = (Assemble(), _beganAt);
    }
}
