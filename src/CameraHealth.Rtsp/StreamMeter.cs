using CameraHealth.Rtsp.Codecs;

namespace CameraHealth.Rtsp;

/// <summary>
/// Counts pictures by change of timestamp and takes the rates. The marker bit is not asked: devices set it never, on every
/// slice, or on SEI. A stream whose timestamps stand still is counted by the beginnings of its pictures. What comes within <paramref name="settle"/> of the first packet is the burst of what the device had
/// buffered; it is counted, but not taken into rates.
/// </summary>
internal sealed class StreamMeter(long timestampFrequency, TimeSpan settle, int timestampCapacity)
{
    private readonly long _settleStamps = (long)(settle.TotalSeconds * timestampFrequency);
    private readonly long[] _timestamps = new long[timestampCapacity];
    private int _timestampCount;

    private bool _started;
    private long _settledAt;
    private long _bytes;
    private uint _timestamp;
    private long _timestampUnwrapped;
    private long _timestampArrivedAt;
    private long _bytesBeforeTimestamp;
    private int _beginnings;
    private bool _timestampsMove;
    private bool _inPicture;
    private bool _inKeyframe;
    private long _lastPictureAt;
    private long _longestGap;
    private Tally _settledPictures;
    private Tally _settledKeyframes;
    private Tally _allKeyframes;
    private long _bytesBeforeSettled = -1;

    public int Pictures { get; private set; }

    public int Keyframes { get; private set; }

    /// <summary>Monotonic timestamp of the first keyframe; null: none.</summary>
    public long? FirstKeyframeAt => _allKeyframes.Count > 0 ? _allKeyframes.FirstAt : null;

    /// <summary>Monotonic timestamp of the last keyframe; null: none.</summary>
    public long? LastKeyframeAt => _allKeyframes.Count > 0 ? _allKeyframes.LastAt : null;

    /// <summary>Keyframes after the first burst: with two of them the rates are taken over whole groups of pictures.</summary>
    public int SettledKeyframes => _settledKeyframes.Count;

    /// <summary>RTP clock ticks per second of arrival; null: too little to tell.</summary>
    public double? TicksPerSecond => _settledPictures is { Count: >= 10, MeanStep: not null } pictures
        ? pictures.Ticks / Seconds(pictures.LastAt - pictures.FirstAt)
        : null;

    /// <summary>Books one packet of the stream.</summary>
    public void Add(uint rtpTimestamp, long arrivedAt, int payloadBytes, PictureParts parts)
    {
        if (!_started)
        {
            _started = true;
            _settledAt = arrivedAt + _settleStamps;
            BeginTimestamp(rtpTimestamp, arrivedAt);
        }
        else if (rtpTimestamp != _timestamp)
        {
            _timestampsMove = true;
            _timestampUnwrapped += (int)(rtpTimestamp - _timestamp);
            BeginTimestamp(rtpTimestamp, arrivedAt);
        }
        else if ((parts & PictureParts.Beginning) != PictureParts.None && StandsStill())
        {
            BeginTimestamp(rtpTimestamp, arrivedAt);
        }

        if (arrivedAt >= _settledAt && _bytesBeforeSettled < 0)
            _bytesBeforeSettled = _bytes;
        _bytes += payloadBytes;
        if ((parts & PictureParts.Slice) != PictureParts.None && !_inPicture)
            BeginPicture();
        if ((parts & PictureParts.Keyframe) != PictureParts.None && !_inKeyframe)
            BeginKeyframe();
    }

    // The two fields of an interlaced picture share their time, three pictures never do.
    private bool StandsStill() => !_timestampsMove && ++_beginnings >= 2;

    /// <summary>The rates, with reception having ended at <paramref name="endedAt"/>.</summary>
    public StreamRates Complete(long endedAt, int clockRate) => new()
    {
        DeliveredFrameRate = DeliveredFrameRate(endedAt),
        TimestampFrameRate = TimestampFrameRate(clockRate),
        LongestGap = Pictures == 0 ? null : Span(Math.Max(_longestGap, endedAt - _lastPictureAt)),
        BitRate = BitRate(endedAt, clockRate),
        KeyframeInterval = KeyframeInterval(_settledKeyframes.Count >= 2 ? _settledKeyframes : _allKeyframes, clockRate),
    };

    private void BeginTimestamp(uint rtpTimestamp, long arrivedAt)
    {
        _timestamp = rtpTimestamp;
        _timestampArrivedAt = arrivedAt;
        _bytesBeforeTimestamp = _bytes;
        _inPicture = false;
        _inKeyframe = false;
    }

    private void BeginPicture()
    {
        _inPicture = true;
        if (Pictures++ > 0)
            _longestGap = Math.Max(_longestGap, _timestampArrivedAt - _lastPictureAt);
        _lastPictureAt = _timestampArrivedAt;
        if (_timestampArrivedAt >= _settledAt)
        {
            _settledPictures.Add(_timestampArrivedAt, _bytesBeforeTimestamp, _timestampUnwrapped);
        }

        if (_timestampCount < _timestamps.Length)
            _timestamps[_timestampCount++] = _timestampUnwrapped;
    }

    private void BeginKeyframe()
    {
        _inKeyframe = true;
        Keyframes++;
        _allKeyframes.Add(_timestampArrivedAt, _bytesBeforeTimestamp, _timestampUnwrapped);
        if (_timestampArrivedAt >= _settledAt)
            _settledKeyframes.Add(_timestampArrivedAt, _bytesBeforeTimestamp, _timestampUnwrapped);
    }

    /// <summary>From picture to picture, unless the stream fell silent at the end: that silence is part of the rate.</summary>
    private double? DeliveredFrameRate(long endedAt)
    {
        if (!_started || endedAt <= _settledAt)
            return null;
        var pictures = _settledPictures;
        if (pictures.Count == 0)
            return 0;
        var silence = endedAt - pictures.LastAt;
        return pictures.MeanStep is { } step && silence <= 2 * Math.Max(step, _longestGap)
            ? 1 / Seconds(step)
            : pictures.Count / Seconds(endedAt - pictures.FirstAt);
    }

    /// <summary>Clock rate by the median step. Sorted first: with B-frames pictures do not come in order of time.</summary>
    private double? TimestampFrameRate(int clockRate)
    {
        if (_timestampCount < 2)
            return null;
        var sorted = _timestamps[.._timestampCount];
        Array.Sort(sorted);
        var steps = new long[sorted.Length - 1];
        for (var i = 0; i < steps.Length; i++)
            steps[i] = sorted[i + 1] - sorted[i];
        Array.Sort(steps);
        var median = steps[steps.Length / 2];
        return median > 0 ? (double)clockRate / median : null;
    }

    private TimeSpan? KeyframeInterval(Tally keyframes, int clockRate) => keyframes.Count >= 2 && SecondsOf(keyframes, clockRate) is > 0 and var seconds
        ? TimeSpan.FromSeconds(seconds / (keyframes.Count - 1))
        : null;

    private double? BitRate(long endedAt, int clockRate)
    {
        if (_settledKeyframes is { Count: >= 2 } gops && SecondsOf(gops, clockRate) is > 0 and var seconds)
            return 8 * (gops.LastBytes - gops.FirstBytes) / seconds;
        return _bytesBeforeSettled >= 0 && endedAt > _settledAt
            ? 8 * (_bytes - _bytesBeforeSettled) / Seconds(endedAt - _settledAt)
            : null;
    }

    /// <summary>
    /// From the first event to the last on the sender's clock: a keyframe that was held up on its way does not change its group
    /// of pictures. By arrival where the sender's clock does not run with ours: some devices invent their timestamps.
    /// </summary>
    private double SecondsOf(Tally events, int clockRate)
    {
        var isTrue = TicksPerSecond is { } rate && rate > 0.9 * clockRate && rate < 1.1 * clockRate && events.Ticks > 0;
        return isTrue ? (double)events.Ticks / clockRate : Seconds(events.LastAt - events.FirstAt);
    }

    private double Seconds(double stamps) => stamps / timestampFrequency;

    private TimeSpan Span(double stamps) => TimeSpan.FromSeconds(Seconds(stamps));

    /// <summary>First and last of a row of events, with the bytes that had come before them.</summary>
    private struct Tally
    {
        private long _firstTicks;

        public int Count { get; private set; }

        public long FirstAt { get; private set; }

        public long LastAt { get; private set; }

        public long FirstBytes { get; private set; }

        public long LastBytes { get; private set; }

        /// <summary>Of the RTP clock, from the first to the last.</summary>
        public long Ticks { get; private set; }

        public readonly double? MeanStep => Count >= 2 && LastAt > FirstAt ? (double)(LastAt - FirstAt) / (Count - 1) : null;

        public void Add(long at, long bytesBefore, long ticks)
        {
            if (Count++ == 0)
                (FirstAt, FirstBytes, _firstTicks) = (at, bytesBefore, ticks);
            (LastAt, LastBytes, Ticks) = (at, bytesBefore, ticks - _firstTicks);
        }
    }
}
