namespace CameraHealth.Rtsp;

/// <summary>Takes what comes in interleaved framing after PLAY.</summary>
internal interface IPacketSink
{
    /// <summary>Takes one interleaved packet.</summary>
    /// <param name="channel">Its channel.</param>
    /// <param name="bytes">RTP or RTCP; good until the call returns.</param>
    /// <param name="arrivedAt">Monotonic timestamp.</param>
    void Accept(byte channel, ReadOnlySpan<byte> bytes, long arrivedAt);
}
