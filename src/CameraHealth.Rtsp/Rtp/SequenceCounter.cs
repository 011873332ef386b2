namespace CameraHealth.Rtsp.Rtp;

/// <summary>
/// Expected and missing sequence numbers (RFC 3550, A.1 and A.3). A duplicate, a step back, a restart and a change of source
/// are never booked as loss: each restart begins a new run, and the runs are added.
/// </summary>
internal sealed class SequenceCounter
{
    /// <summary>Forward steps below this are loss, others a restart (RFC 3550, A.1: MAX_DROPOUT).</summary>
    private const int MaxDropout = 3000;

    private const int WindowBits = 64;

    private bool _started;
    private ushort _newest;
    private long _expectedInRun;
    private long _expectedBefore;
    private long _unique;
    private ulong _window;
    private int _restartAt = -1;

    /// <summary>Packets of the stream that came, duplicates included.</summary>
    public long Received { get; private set; }

    /// <summary>Sequence numbers from the first to the highest of each run.</summary>
    public long Expected => _expectedBefore + _expectedInRun;

    /// <summary>Those of <see cref="Expected"/> that did not come.</summary>
    public long Lost => Math.Max(0, Expected - _unique);

    /// <summary>Books one packet. False: a duplicate, or a number so far off that only the next packet can explain it.</summary>
    public bool Add(ushort sequenceNumber)
    {
        Received++;
        if (!_started)
        {
            Begin(sequenceNumber, seen: 1);
            return true;
        }

        var step = (short)(sequenceNumber - _newest);
        if (step > 0 && step < MaxDropout)
        {
            _newest = sequenceNumber;
            _expectedInRun += step;
            _window = step >= WindowBits ? 1 : (_window << step) | 1;
            return Count();
        }

        if (step <= 0 && step > -WindowBits)
            return AddLate(-step);
        if (sequenceNumber != _restartAt)
        {
            // One stray packet is no restart: two in a row are.
            _restartAt = (ushort)(sequenceNumber + 1);
            return false;
        }

        Begin((ushort)(sequenceNumber - 1), seen: 2);
        _newest = sequenceNumber;
        _window = 3;
        _expectedInRun = 2;
        return true;
    }

    /// <summary>Another source took over: what follows is a new run.</summary>
    public void StartOver() => _started = false;

    private bool AddLate(int age)
    {
        var bit = 1UL << age;
        // Older than the run itself: came before what we saw first, so it was never expected.
        if ((_window & bit) != 0 || age >= _expectedInRun)
            return false;
        _window |= bit;
        return Count();
    }

    private void Begin(ushort sequenceNumber, int seen)
    {
        _expectedBefore += _expectedInRun;
        _expectedInRun = 1;
        _unique += seen;
        _newest = sequenceNumber;
        _window = 1;
        _restartAt = -1;
        _started = true;
    }

    private bool Count()
    {
        _unique++;
        _restartAt = -1;
        return true;
    }
}
