namespace CameraHealth.Rtsp.Rtp;

/// <summary>
/// Expected and missing sequence numbers (RFC 3550, A.1 and A.3). A duplicate, a step back, a restart and a change of source
/// are never booked as loss: each restart begins a new run, and the runs are added.
/// </summary>
internal sealed class SequenceCounter
{
    /// <summary>Forward steps below this are loss, others a restart (RFC 3550, A.1: MAX_DROPOUT).</summary>
    private const int MaxDropout = 3000;

    /// <summary>So late a packet may come and still be known as late; a power of two.</summary>
    private const int WindowBits = 1024;

    private readonly ulong[] _window = new ulong[WindowBits / 64];
    private bool _started;
    private bool _isFrozen;
    private ushort _newest;
    private long _expectedInRun;
    private long _expectedBefore;
    private long _unique;
    private uint _cycles;
    private int _restartAt = -1;

    /// <summary>Packets of the stream that came, duplicates included.</summary>
    public long Received { get; private set; }

    /// <summary>Packets that had come before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Packets that came after one with a higher number.</summary>
    public long Reordered { get; private set; }

    /// <summary>Sequence numbers from the first to the highest of each run.</summary>
    public long Expected => _expectedBefore + _expectedInRun;

    /// <summary>Those of <see cref="Expected"/> that did not come.</summary>
    public long Lost => Math.Max(0, Expected - _unique);

    /// <summary>The highest number with the count of its wrap-arounds above it, as a receiver report wants it.</summary>
    public uint ExtendedHighest => _cycles | _newest;

    /// <summary>From now on only what is missing is taken: a packet on its way when time was up is not lost.</summary>
    public void Freeze() => _isFrozen = true;

    /// <summary>Whether one of the newest <paramref name="count"/> numbers is missing.</summary>
    public bool HasHoleAmongNewest(int count)
    {
        for (var age = 0; age < Math.Min(Math.Min(count, WindowBits), _expectedInRun); age++)
        {
            if (!IsSeen((ushort)(_newest - age)))
                return true;
        }

        return false;
    }

    /// <summary>Books one packet. False: a duplicate, or a number so far off that only the next packet can explain it.</summary>
    public bool Add(ushort sequenceNumber)
    {
        var step = (short)(sequenceNumber - _newest);
        if (_isFrozen && (step > 0 || step <= -WindowBits))
            return false;
        Received++;
        if (!_started)
        {
            Begin(sequenceNumber);
            return Count();
        }

        if (step > 0 && step < MaxDropout)
            return Advance(sequenceNumber, step);
        if (step <= 0 && step > -WindowBits)
            return AddLate(sequenceNumber, -step);
        if (sequenceNumber != _restartAt)
        {
            // One stray packet is no restart: two in a row are.
            _restartAt = (ushort)(sequenceNumber + 1);
            return false;
        }

        Begin((ushort)(sequenceNumber - 1));
        Count();
        return Advance(sequenceNumber, 1);
    }

    /// <summary>Another source took over: what follows is a new run.</summary>
    public void StartOver() => _started = false;

    private bool Advance(ushort sequenceNumber, int step)
    {
        if (step >= WindowBits)
        {
            Array.Clear(_window);
        }
        else
        {
            for (var i = 1; i < step; i++)
                Clear((ushort)(_newest + i));
        }

        if (sequenceNumber < _newest)
            _cycles += 0x10000;
        _newest = sequenceNumber;
        _expectedInRun += step;
        Mark(sequenceNumber);
        return Count();
    }

    private bool AddLate(ushort sequenceNumber, int age)
    {
        // Older than the run itself: came before what we saw first, so it was never expected.
        if (age >= _expectedInRun)
            return false;
        if (IsSeen(sequenceNumber))
        {
            Duplicates++;
            return false;
        }

        Reordered++;
        Mark(sequenceNumber);
        return Count();
    }

    private void Begin(ushort sequenceNumber)
    {
        _expectedBefore += _expectedInRun;
        _expectedInRun = 1;
        _newest = sequenceNumber;
        _cycles = 0;
        Array.Clear(_window);
        Mark(sequenceNumber);
        _started = true;
    }

    private bool Count()
    {
        _unique++;
        _restartAt = -1;
        return true;
    }

    private bool IsSeen(ushort number) => (_window[(number % WindowBits) / 64] & (1UL << (number % 64))) != 0;

    private void Mark(ushort number) => _window[(number % WindowBits) / 64] |= 1UL << (number % 64);

    private void Clear(ushort number) => _window[(number % WindowBits) / 64] &= ~(1UL << (number % 64));
}
