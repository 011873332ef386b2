using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Telemetry;
using Microsoft.Extensions.Logging;

namespace CameraHealth.Worker.Spooling;

/// <summary>
/// Batches on disk, in their order, until the database has them. One fsync a batch: what <see cref="Append"/> kept is acknowledged and outlives
/// the process. The place reached is not written: after a crash a file is delivered again from its front, and the database skips what it has.
/// </summary>
internal sealed partial class Spool(SpoolFiles files, SpoolOptions options, PollMeters meters, ILogger<Spool> log) : IDisposable
{
    private const int NoSpaceLeft = 28; // ENOSPC
    private const int QuotaExceeded = 122; // EDQUOT

    private readonly Lock _lock = new();
    private readonly Queue<SpoolSegment> _raw = [];
    private KeptSegment? _kept;
    private FileStream? _hold;
    private FileStream? _active;
    private SpoolSegment? _activeSegment;
    private long _lastNumber;
    private bool _isFull;
    private bool _hasShed;
    private bool _isFailing;
    private TaskCompletionSource _arrived = NewSignal();

    /// <summary>Whether this process holds the folder. False: it cannot be used, or another process of ours works with it.</summary>
    public bool IsHeld => Volatile.Read(ref _hold) is not null;

    /// <summary>Whether nothing waits.</summary>
    public bool IsEmpty
    {
        get
        {
            lock (_lock)
            {
                return Head is null;
            }
        }
    }

    private SpoolSegment? Head => _kept is { Segment.Count: > 0 } kept ? kept.Segment : _raw.FirstOrDefault(segment => segment.Count > 0);

    private long RawBytes => _raw.Sum(segment => segment.Length);

    /// <summary>Takes the folder and notes what an earlier run left in it. Never throws: a folder that cannot be used is tried again by <see cref="Append"/>.</summary>
    public bool TryOpen()
    {
        lock (_lock)
        {
            return TryOpenHeld();
        }
    }

    /// <summary>Keeps a batch behind all that wait.</summary>
    public SpoolAppend Append(ObservationBatch batch)
    {
        lock (_lock)
        {
            if (!TryOpenHeld())
            {
                return SpoolAppend.Unwritable;
            }

            var payload = BatchCodec.Encode(batch);
            try
            {
                if (!TryKeep(SpoolFrame.Wrap(payload), BatchCodec.TryReadFront(payload)!.Value))
                {
                    return SpoolAppend.Full;
                }
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                Fail(CannotWrite, exception);
                return SpoolAppend.Unwritable;
            }

            _isFailing = false;
            _arrived.TrySetResult();
            return SpoolAppend.Kept;
        }
    }

    /// <summary>The oldest batch; null: none waits.</summary>
    public ObservationBatch? Peek()
    {
        lock (_lock)
        {
            while (Head is { } head)
            {
                if (TryRead(head) is { } batch)
                {
                    return batch;
                }

                // Whole when it was noted, damaged now: it must not hold the others back for ever.
                var front = head.Front;
                Damaged(log, 0);
                meters.Dropped(DropCause.Damaged, front.Items);
                Advance(head);
            }

            return null;
        }
    }

    /// <summary>The database has the batch that <see cref="Peek"/> gave.</summary>
    public void Complete(Guid id)
    {
        lock (_lock)
        {
            // Raw samples may have been given up in the meantime, and this batch with them.
            if (Head is { } head && head.Front.Id == id)
            {
                Advance(head);
            }
        }
    }

    /// <summary>Returns when something waits.</summary>
    public async Task WaitAsync(CancellationToken cancellationToken)
    {
        Task arrived;
        lock (_lock)
        {
            if (Head is not null)
            {
                return;
            }

            _arrived = NewSignal();
            arrived = _arrived.Task;
        }

        await arrived.WaitAsync(cancellationToken);
    }

    /// <summary>Everything that waits, from the newest back; what cannot be read is left out.</summary>
    public IEnumerable<ObservationBatch> ReadBack()
    {
        IReadOnlyList<SpoolSegment> segments;
        lock (_lock)
        {
            segments = [.. _raw.Reverse(), .. _kept is { } kept ? [kept.Segment] : Array.Empty<SpoolSegment>()];
        }

        return segments.Where(segment => segment.Count > 0).SelectMany(segment => segment.ReadBack()).Select(payload => payload is null ? null : BatchCodec.TryDecode(payload)).OfType<ObservationBatch>();
    }

    /// <summary>How much waits.</summary>
    public SpoolReport Report()
    {
        lock (_lock)
        {
            if (Head is not { } head)
            {
                return new SpoolReport(SpoolState.Empty, 0, 0, null);
            }

            var state = _isFull ? SpoolState.Stopped : _hasShed ? SpoolState.Shedding : SpoolState.CatchingUp;
            return new SpoolReport(state, _raw.Sum(segment => segment.Count) + (_kept?.Segment.Count ?? 0), _raw.Sum(segment => segment.BytesLeft) + (_kept?.Segment.BytesLeft ?? 0), head.Front.OldestAt);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_lock)
        {
            CloseActive();
            _hold?.Dispose();
        }
    }

    private bool TryOpenHeld()
    {
        if (_hold is not null)
        {
            return true;
        }

        FileStream? hold = null;
        try
        {
            hold = files.Hold();
            Load();
            _hold = hold;
            return true;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            hold?.Dispose();
            _raw.Clear();
            _kept = null;
            Fail(CannotOpen, exception);
            return false;
        }
    }

    private void Load()
    {
        var found = SpoolContents.Load(files, CountDamage);
        (_kept, _lastNumber, _hasShed) = (found.Kept, found.LastNumber, found.Kept is not null);
        found.Raw.ToList().ForEach(_raw.Enqueue);
        DropDelivered();
        if (Head is not null)
        {
            Found(log, Report().Batches);
        }
    }

    private bool TryKeep(byte[] record, BatchFront front)
    {
        if (!MakeRoom(record.Length))
        {
            return false;
        }

        try
        {
            Write(record, front);
        }
        catch (IOException exception) when (exception.HResult is NoSpaceLeft or QuotaExceeded && _raw.Count > 0)
        {
            // The disk is full before our own limit is met: here too the oldest raw samples go first.
            if (!TryShed(_raw.Peek()))
            {
                return false;
            }

            Write(record, front);
        }

        return true;
    }

    private void Write(byte[] record, BatchFront front)
    {
        if (_activeSegment is null || _activeSegment.Length >= options.SegmentBytes)
        {
            CloseActive();
            var segment = new SpoolSegment(files.RawPath(_lastNumber + 1), _lastNumber + 1);
            _active = files.Create(segment.Path);
            _raw.Enqueue(_activeSegment = segment);
            _lastNumber++;
        }

        // A record that an earlier attempt left half written lies behind the length and is written over.
        _active!.Position = _activeSegment.Length;
        _active.Write(record);
        _active.Flush(flushToDisk: true);
        _activeSegment.Add(_activeSegment.Length, record.Length - SpoolFrame.HeaderLength, front);
    }

    // Until the record fits: the oldest file is thinned out to what changed a verdict.
    private bool MakeRoom(int wanted)
    {
        if (_isFull)
        {
            return false;
        }

        while (RawBytes + wanted > options.MaxBytes - options.ReserveBytes && _raw.TryPeek(out var oldest))
        {
            if (!TryShed(oldest))
            {
                return false;
            }
        }

        return true;
    }

    private bool TryShed(SpoolSegment oldest)
    {
        if (oldest == _activeSegment)
        {
            CloseActive();
        }

        if ((_kept ?? new KeptSegment()).TryTakeIn(oldest, files, options.ReserveBytes) is not { } kept)
        {
            _isFull = true;
            ReserveFull(log);
            return false;
        }

        meters.Dropped(DropCause.SpoolFull, kept.Dropped);
        Shed(log, kept.Dropped);
        var earlier = _kept;
        (_kept, _hasShed) = (kept, true);
        _raw.Dequeue();
        Delete(oldest);
        if (earlier is not null)
        {
            Delete(earlier.Segment);
        }

        return true;
    }

    private void Advance(SpoolSegment head)
    {
        head.Advance();
        DropDelivered();
    }

    // Delivered files go at once; with them ends what was full.
    private void DropDelivered()
    {
        if (_kept is { Segment.Count: 0 } kept)
        {
            _kept = null;
            Delete(kept.Segment);
            _isFull = false;
        }

        while (_kept is null && _raw.TryPeek(out var first) && first.Count == 0)
        {
            if (first == _activeSegment)
            {
                CloseActive();
            }

            _raw.Dequeue();
            Delete(first);
            _isFull = false;
        }

        _hasShed &= Head is not null;
    }

    private void Delete(SpoolSegment segment)
    {
        try
        {
            File.Delete(segment.Path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It is removed after a restart, or delivered again and skipped there.
            Fail(CannotWrite, exception);
        }
    }

    private static ObservationBatch? TryRead(SpoolSegment segment)
    {
        try
        {
            return segment.Read().First() is { } payload ? BatchCodec.TryDecode(payload) : null;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }

    private void CloseActive()
    {
        try
        {
            _active?.Dispose();
        }
        catch (IOException exception)
        {
            Fail(CannotWrite, exception);
        }

        (_active, _activeSegment) = (null, null);
    }

    private void CountDamage(long bytes)
    {
        // How many observations these bytes held cannot be told; that some are gone must be.
        meters.Dropped(DropCause.Damaged, 1);
        Damaged(log, bytes);
    }

    // Tried again each second: said once, until it works again.
    private void Fail(Action<ILogger, Exception> say, Exception exception)
    {
        if (!_isFailing)
        {
            say(log, exception);
        }

        _isFailing = true;
    }

    private static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
