using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>A device's row of <c>device_states</c>.</summary>
/// <param name="State">The verdict.</param>
/// <param name="IsRevised">It was made here in order of time, and the owner's copy in memory may not be the same.</param>
internal sealed record StoredState(DeviceState State, bool IsRevised)
{
    /// <summary>The state with the rungs the device is judged by now: the register may have changed since it was stored.</summary>
    public static DeviceState WithRungs(DeviceState state, IReadOnlyList<Rung> applicable)
    {
        if (state.Rungs.Select(rung => rung.Rung).SequenceEqual(applicable))
        {
            return state;
        }

        var known = state.Rungs.ToDictionary(rung => rung.Rung);
        return state with { Rungs = [.. applicable.Select(rung => known.GetValueOrDefault(rung) ?? new RungState { Rung = rung, Since = state.LastAt ?? state.Since })] };
    }
}
