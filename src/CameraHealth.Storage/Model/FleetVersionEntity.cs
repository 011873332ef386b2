namespace CameraHealth.Storage.Model;

/// <summary>The single row that says whether the register changed.</summary>
internal sealed class FleetVersionEntity
{
    public short Id { get; init; }

    public long Version { get; init; }
}
