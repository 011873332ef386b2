using Npgsql;
using NpgsqlTypes;

namespace CameraHealth.Storage.Ledger;

/// <summary>Refreshes of many devices as the arrays of <c>group_freshness</c>, one after the other.</summary>
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

    public int Count { get; private set; }

    public void Add(int device, Refresh refresh)
    {
        var i = Count++;
        (_devices[i], _ats[i]) = (device, refresh.At);
        SlotTime.TryEncode(refresh.NextDueAt, refresh.VouchedUntil, out _dues[i], out _vouched[i]);
        _overallDues[i] = SlotTime.None;
        if (refresh is { OverallNextDueAt: { } due, OverallVouchedUntil: { } vouched })
        {
            SlotTime.TryEncode(due, vouched, out _overallDues[i], out _overallVouched[i]);
        }

        _durations[i] = Microseconds(refresh.Duration);
        _clocks[i] = SlotTime.None;
        if (refresh.Clock is { } clock)
        {
            (_clocks[i], _offsets[i], _errors[i]) = ((int)(clock.DeviceUtc - Refresh.ClockEpoch).TotalSeconds, Microseconds(clock.Offset), Microseconds(clock.Error));
        }
    }

    public void AddTo(NpgsqlBatchCommand command)
    {
        command.Add("ids", NpgsqlDbType.Integer, _devices);
        command.Add("ats", NpgsqlDbType.TimestampTz, _ats);
        command.Add("dues", NpgsqlDbType.Integer, _dues);
        command.Add("vouched", NpgsqlDbType.Smallint, _vouched);
        command.Add("overall_dues", NpgsqlDbType.Integer, _overallDues);
        command.Add("overall_vouched", NpgsqlDbType.Smallint, _overallVouched);
        command.Add("durations", NpgsqlDbType.Integer, _durations);
        command.Add("clocks", NpgsqlDbType.Integer, _clocks);
        command.Add("offsets", NpgsqlDbType.Integer, _offsets);
        command.Add("errors", NpgsqlDbType.Integer, _errors);
    }

    private static int Microseconds(TimeSpan span) => (int)(span.Ticks / TimeSpan.TicksPerMicrosecond);
}
