namespace CameraHealth.Storage.Ledger;

/// <summary>The refreshes of a part as the arrays of a row of <c>group_freshness</c>. Used again for each.</summary>
/// <param name="capacity">Refreshes of the largest part.</param>
internal sealed class FreshnessArrays(int capacity)
{
    private readonly int[] _devices = new int[capacity];
    private readonly DateTimeOffset[] _ats = new DateTimeOffset[capacity];
    private readonly int[] _dues = new int[capacity];
    private readonly short[] _vouched = new short[capacity];
    private readonly int[] _overallDues = new int[capacity];
    private readonly short[] _overallVouched = new short[capacity];
    private readonly int[] _durations = new int[capacity];
    private readonly int[] _clocks = new int[capacity];
    private readonly int[] _offsets = new int[capacity];
    private readonly int[] _errors = new int[capacity];

    private int _count;

    /// <summary>Bytes of the longest row.</summary>
    public int MaxBytes => 64 + (10 * CopyBuffer.ArrayHeaderBytes) + (capacity * ((7 * (4 + sizeof(int))) + (2 * (4 + sizeof(short))) + 4 + sizeof(long)));

    /// <summary>Takes the refreshes of one part in place of the last.</summary>
    public void Fill(Dictionary<int, Refresh> refreshes)
    {
        _count = 0;
        foreach (var (device, refresh) in refreshes)
        {
            Add(_count++, device, refresh);
        }
    }

    /// <summary>Writes the ten columns.</summary>
    public void WriteTo(CopyBuffer buffer)
    {
        buffer.Values(_devices.AsSpan(0, _count));
        buffer.Values(_ats.AsSpan(0, _count));
        buffer.Values(_dues.AsSpan(0, _count));
        buffer.Values(_vouched.AsSpan(0, _count));
        buffer.Values(_overallDues.AsSpan(0, _count));
        buffer.Values(_overallVouched.AsSpan(0, _count));
        buffer.Values(_durations.AsSpan(0, _count));
        buffer.Values(_clocks.AsSpan(0, _count));
        buffer.Values(_offsets.AsSpan(0, _count));
        buffer.Values(_errors.AsSpan(0, _count));
    }

    private void Add(int i, int device, Refresh refresh)
    {
        (_devices[i], _ats[i]) = (device, refresh.At);
        SlotTime.TryEncode(refresh.NextDueAt, refresh.VouchedUntil, out _dues[i], out _vouched[i]);
        (_overallDues[i], _overallVouched[i]) = (SlotTime.None, 0);
        if (refresh is { OverallNextDueAt: { } due, OverallVouchedUntil: { } vouched })
        {
            SlotTime.TryEncode(due, vouched, out _overallDues[i], out _overallVouched[i]);
        }

        _durations[i] = Microseconds(refresh.Duration);
        (_clocks[i], _offsets[i], _errors[i]) = (SlotTime.None, 0, 0);
        if (refresh.Clock is { } clock)
        {
            (_clocks[i], _offsets[i], _errors[i]) = ((int)(clock.DeviceUtc - Refresh.ClockEpoch).TotalSeconds, Microseconds(clock.Offset), Microseconds(clock.Error));
        }
    }

    private static int Microseconds(TimeSpan span) => (int)(span.Ticks / TimeSpan.TicksPerMicrosecond);
}
