namespace CameraHealth.Storage.Model;

/// <summary>One version of what a device is grouped by.</summary>
internal sealed class DeviceFactsEntity
{
    public long Id { get; init; }

    public int DeviceId { get; init; }

    public int SiteId { get; init; }

    public required string Site { get; init; }

    public string? Area { get; init; }

    public string? GroupName { get; init; }

    public string? Field { get; init; }

    public string? Unit { get; init; }

    public string? Contractor { get; init; }

    public string? Maker { get; init; }

    public string? Model { get; init; }

    public DateTimeOffset RecordedAt { get; init; }

    /// <summary>Null: the current version.</summary>
    public DateTimeOffset? SupersededAt { get; init; }
}
