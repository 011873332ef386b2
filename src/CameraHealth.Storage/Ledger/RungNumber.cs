using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>How the ledger's tables number rungs.</summary>
internal static class RungNumber
{
    /// <summary>The overall status.</summary>
    public const short Overall = 0;

    public static short Of(Rung? rung) => rung is { } value ? (short)value : Overall;
}
