namespace CameraHealth.Rtsp.Rtp;

/// <summary>Interarrival jitter (RFC 3550, 6.4.1 and A.8), in ticks of the RTP clock.</summary>
internal sealed class JitterEstimator(int clockRate, long timestampFrequency)
{
    /// <summary>A step of either clock above this is a jump, not jitter.</summary>
    private const double LargestStepSeconds = 10;

    private readonly double _ticksPerStamp = (double)clockRate / timestampFrequency;
    private bool _started;
    private long _lastArrival;
    private uint _lastTimestamp;
    private double _jitter;
    private bool _measured;

    /// <summary>Null before two packets.</summary>
    public TimeSpan? Jitter => _measured ? TimeSpan.FromSeconds(_jitter / clockRate) : null;

    /// <summary>The same in ticks of the RTP clock, as a receiver report wants it.</summary>
    public uint Ticks => (uint)Math.Min(uint.MaxValue, _jitter);

    public void Add(uint rtpTimestamp, long arrivedAt)
    {
        if (_started)
        {
            var difference = ((arrivedAt - _lastArrival) * _ticksPerStamp) - (int)(rtpTimestamp - _lastTimestamp);
            if (Math.Abs(difference) < LargestStepSeconds * clockRate)
            {
                _jitter += (Math.Abs(difference) - _jitter) / 16;
                _measured = true;
            }
        }

        (_started, _lastArrival, _lastTimestamp) = (true, arrivedAt, rtpTimestamp);
    }

    public void StartOver() => _started = false;
}
