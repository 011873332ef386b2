namespace CameraHealth.Monitoring.Drills;

/// <summary>No address of footage can be told. The reason is one of <see cref="DrillReason"/>.</summary>
public sealed class FootageUnknownException(string reason, string detail) : Exception(detail)
{
    /// <summary>Why.</summary>
    public string Reason { get; } = reason;
}
