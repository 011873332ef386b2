using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Storage.Ledger;

/// <summary>A row of <c>device_states</c>: the state without what refreshed it since.</summary>
internal sealed record StateRow(DeviceState State, bool IsRevised, int? FreshnessGroupId)
{
    public int DeviceId => (int)State.DeviceId;
}
