using CameraHealth.Monitoring.Observations;
using Npgsql;

namespace CameraHealth.Storage.Ledger;

/// <summary>The arrays of a row of <c>group_freshness</c>.</summary>
internal sealed class FreshnessColumns(NpgsqlDataReader reader, int first)
{
    private readonly int[] _devices = reader.GetFieldValue<int[]>(first);
    private readonly DateTimeOffset[] _ats = reader.GetFieldValue<DateTimeOffset[]>(first + 1);
    private readonly int[] _dues = reader.GetFieldValue<int[]>(first + 2);
    private readonly short[] _vouched = reader.GetFieldValue<short[]>(first + 3);
    private readonly int[] _overallDues = reader.GetFieldValue<int[]>(first + 4);
    private readonly short[] _overallVouched = reader.GetFieldValue<short[]>(first + 5);
    private readonly int[] _durations = reader.GetFieldValue<int[]>(first + 6);
    private readonly int[] _clocks = reader.GetFieldValue<int[]>(first + 7);
    private readonly int[] _offsets = reader.GetFieldValue<int[]>(first + 8);
    private readonly int[] _errors = reader.GetFieldValue<int[]>(first + 9);

    /// <summary>Puts every refresh at its device.</summary>
    public void CopyTo(IDictionary<int, Refresh> refreshes)
    {
        for (var i = 0; i < _devices.Length; i++)
        {
            refreshes[_devices[i]] = Decode(
                _ats[i], _dues[i], _vouched[i], _overallDues[i], _overallVouched[i], _durations[i], _clocks[i], _offsets[i], _errors[i]);
        }
    }

    /// <summary>A refresh from one element of each array.</summary>
    public static Refresh Decode(DateTimeOffset at, int due, short vouched, int overallDue, short overallVouched, int duration, int clock, int offset, int error)
    {
        var nextDueAt = SlotTime.ToInstant(due);
        DateTimeOffset? overall = overallDue == SlotTime.None ? null : SlotTime.ToInstant(overallDue);
        return new Refresh(
            at, nextDueAt, nextDueAt.AddSeconds(vouched), overall, overall?.AddSeconds(overallVouched), TimeSpan.FromMicroseconds(duration),
            clock == SlotTime.None ? null : new ClockReading(Refresh.ClockEpoch.AddSeconds(clock), TimeSpan.FromMicroseconds(offset), TimeSpan.FromMicroseconds(error)));
    }
}
