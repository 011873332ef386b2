using CameraHealth.Monitoring.Assessment;
using CameraHealth.Storage.Model;

namespace CameraHealth.Storage.Ledger;

internal static class StoredStateExtensions
{
    /// <summary>The stored row as monitoring holds it.</summary>
    public static DeviceState ToState(this DeviceStateEntity row) => new()
    {
        DeviceId = row.DeviceId,
        Status = row.Status,
        Reason = row.Reason,
        BrokenRung = row.BrokenRung,
        Since = row.Since,
        LastAt = row.LastAt,
        NextDueAt = row.NextDueAt,
        VouchedUntil = row.VouchedUntil,
        Rungs = StoredJson.Read<RungState[]>(row.Rungs) ?? [],
    };
}
