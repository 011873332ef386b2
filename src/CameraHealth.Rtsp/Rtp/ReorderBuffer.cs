using System.Buffers;

namespace CameraHealth.Rtsp.Rtp;

/// <summary>
/// Puts packets that overtook each other on the way back in order. What comes in order goes straight through; what comes
/// early waits for the missing ones, but not longer than <paramref name="patience"/> and not behind more than a bounded number.
/// </summary>
internal sealed class ReorderBuffer(TimeSpan patience, long timestampFrequency, ReorderBuffer.Deliver deliver) : IDisposable
{
    /// <summary>Packets that may wait; a power of two.</summary>
    private const int Capacity = 512;

    private readonly long _patienceStamps = (long)(patience.TotalSeconds * timestampFrequency);
    private readonly Slot[] _slots = new Slot[Capacity];
    private bool _started;
    private ushort _next;
    private int _waiting;

    public delegate void Deliver(ReadOnlySpan<byte> bytes, ushort sequenceNumber, long arrivedAt);

    /// <summary>Takes a packet that was not there before.</summary>
    public void Push(ReadOnlySpan<byte> bytes, ushort sequenceNumber, long arrivedAt)
    {
        if (!_started)
            (_started, _next) = (true, sequenceNumber);
        var ahead = (short)(sequenceNumber - _next);
        if (ahead == 0)
        {
            deliver(bytes, _next++, arrivedAt);
            DeliverReady();
        }
        else if (ahead is >= Capacity or < -Capacity)
        {
            // Another run of numbers: what waits will not be completed any more.
            Flush();
            _next = sequenceNumber;
            deliver(bytes, _next++, arrivedAt);
        }
        else if (ahead > 0)
        {
            Hold(bytes, sequenceNumber, arrivedAt);
        }

        // A packet behind those delivered already: its picture is over. It was counted, and that is all it can still be.
        while (_waiting > 0 && arrivedAt - OldestArrival() > _patienceStamps)
            SkipHole();
    }

    /// <summary>Delivers all that waits.</summary>
    public void Flush()
    {
        while (_waiting > 0)
            SkipHole();
    }

    /// <summary>The numbers begin anew with the next packet.</summary>
    public void StartOver()
    {
        Flush();
        _started = false;
    }

    public void Dispose()
    {
        foreach (ref var slot in _slots.AsSpan())
        {
            if (slot.Bytes is not null)
                ArrayPool<byte>.Shared.Return(slot.Bytes);
            slot = default;
        }

        _waiting = 0;
    }

    private void Hold(ReadOnlySpan<byte> bytes, ushort sequenceNumber, long arrivedAt)
    {
        ref var slot = ref _slots[sequenceNumber % Capacity];
        if (slot.Bytes is not null)
            return;
        slot = new Slot(ArrayPool<byte>.Shared.Rent(bytes.Length), bytes.Length, arrivedAt);
        bytes.CopyTo(slot.Bytes);
        _waiting++;
    }

    private void SkipHole()
    {
        while (_slots[_next % Capacity].Bytes is null)
            _next++;
        DeliverReady();
    }

    private void DeliverReady()
    {
        while (_waiting > 0 && _slots[_next % Capacity] is { Bytes: { } bytes } slot)
        {
            _slots[_next % Capacity] = default;
            _waiting--;
            deliver(bytes.AsSpan(0, slot.Length), _next++, slot.ArrivedAt);
            ArrayPool<byte>.Shared.Return(bytes);
        }
    }

    // The first that waits is not always the first that came, but near enough for patience.
    private long OldestArrival()
    {
        var at = _next;
        while (_slots[at % Capacity].Bytes is null)
            at++;
        return _slots[at % Capacity].ArrivedAt;
    }

    private readonly record struct Slot(byte[] Bytes, int Length, long ArrivedAt);
}
