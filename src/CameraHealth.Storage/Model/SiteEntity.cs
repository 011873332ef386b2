namespace CameraHealth.Storage.Model;

/// <summary>A position that devices stand at.</summary>
internal sealed class SiteEntity
{
    public int Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }
}
