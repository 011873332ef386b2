using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Storage.Ledger;

/// <summary>Until when a verdict is vouched for.</summary>
/// <param name="NextDueAt">Unknown begins here if nothing comes; null: the verdict rests on no observation.</param>
/// <param name="VouchedUntil">Until when it is vouched for.</param>
internal readonly record struct Freshness(DateTimeOffset? NextDueAt, DateTimeOffset? VouchedUntil)
{
    public static Freshness Of(DeviceState state, short rung)
    {
        if (rung == RungNumber.Overall)
        {
            return new Freshness(state.NextDueAt.Truncate(), state.VouchedUntil.Truncate());
        }

        var found = state.Rungs.FirstOrDefault(candidate => (short)candidate.Rung == rung);
        return new Freshness(found?.NextDueAt.Truncate(), found?.VouchedUntil.Truncate());
    }

    /// <summary>Whether a verdict runs out by itself: nothing known cannot, and a blocked rung rests on the one below it.</summary>
    public static bool IsVouchedFor(short rung, short status) => status != (short)Status.Unknown && (rung == RungNumber.Overall || status != (short)RungStatus.Blocked);
}
