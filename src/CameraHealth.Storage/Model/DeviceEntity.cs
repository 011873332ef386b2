using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Storage.Model;

/// <summary>One row of the register.</summary>
internal sealed class DeviceEntity
{
    public int Id { get; init; }

    public required string Code { get; init; }

    public required string Name { get; set; }

    public required DeviceKind Kind { get; set; }

    public required AccessPath Access { get; set; }

    public int SiteId { get; set; }

    public SiteEntity? Site { get; set; }

    public int PollGroupId { get; set; }

    public PollGroupEntity? PollGroup { get; set; }

    /// <summary>Own address; for a channel null: the recorder's counts.</summary>
    public string? Host { get; set; }

    public int? OnvifPort { get; set; }

    public int? RtspPort { get; set; }

    public string? StreamPath { get; set; }

    public int? RecorderId { get; set; }

    public DeviceEntity? Recorder { get; set; }

    public int? Channel { get; set; }

    public string? GroupName { get; set; }

    /// <summary>What its footage is for, as the operator names it; null: not given.</summary>
    public string? Field { get; set; }

    /// <summary>Operating unit; null: not given.</summary>
    public string? Unit { get; set; }

    /// <summary>Who repairs it; null: not given.</summary>
    public string? Contractor { get; set; }

    /// <summary>Maker by the register; null: what the device says.</summary>
    public string? Maker { get; set; }

    /// <summary>Model by the register; null: what the device says.</summary>
    public string? Model { get; set; }

    public double? Lat { get; set; }

    public double? Lon { get; set; }

    /// <summary>Local day service began; null: since ever.</summary>
    public DateOnly? InServiceFrom { get; set; }

    public int? RequiredDays { get; set; }

    /// <summary>First observation; null: never observed.</summary>
    public DateTimeOffset? MonitoredFrom { get; set; }

    public DateTimeOffset CreatedAt { get; init; }

    public DeviceCredentialEntity? Credential { get; set; }

    public int? CredentialSetId { get; set; }

    /// <summary>The login it shares; null: it has its own, or none.</summary>
    public CredentialSetEntity? CredentialSet { get; set; }

    /// <summary>The register's row as monitoring sees it; the recorder must be loaded for a channel.</summary>
    public Device ToDevice() => new()
    {
        Id = Id,
        Code = Code,
        Name = Name,
        Kind = Kind,
        SiteCode = Site!.Code,
        Access = Access,
        Host = Host ?? Recorder?.Host ?? "",
        OnvifPort = OnvifPort,
        RtspPort = RtspPort,
        StreamPath = StreamPath,
        RecorderId = RecorderId,
        Channel = Channel,
        PollGroupId = PollGroupId,
        Latitude = Place.Lat,
        Longitude = Place.Lon,
    };

    // Half a place is none.
    private (double? Lat, double? Lon) Place => (Lat, Lon) is ({ }, { }) ? (Lat, Lon) : Recorder is { Lat: not null, Lon: not null } ? (Recorder.Lat, Recorder.Lon) : (null, null);
}
