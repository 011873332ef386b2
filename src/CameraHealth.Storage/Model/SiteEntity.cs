using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Storage.Model;

/// <summary>A position that devices stand at.</summary>
internal sealed class SiteEntity
{
    public int Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }

    /// <summary>Area it lies in; null: not given.</summary>
    public string? Area { get; set; }

    /// <summary>IANA zone of its local days.</summary>
    public string TimeZone { get; set; } = LocalTime.DefaultZone;
}
