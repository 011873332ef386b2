using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Storage.Fleet;

/// <summary>One good row of a fleet file.</summary>
internal sealed record FleetRow
{
    public required int Line { get; init; }

    public required string Code { get; init; }

    public required string Name { get; init; }

    public required DeviceKind Kind { get; init; }

    public required string Site { get; init; }

    public string? SiteName { get; init; }

    public AccessPath Access { get; init; }

    /// <summary>Null for a channel that names none.</summary>
    public string? Host { get; init; }

    public int? OnvifPort { get; init; }

    public int? RtspPort { get; init; }

    public string? StreamPath { get; init; }

    /// <summary>Null: the row says nothing about the credential.</summary>
    public string? Account { get; init; }

    /// <summary>Null: the stored one is kept. Not shown in any text form.</summary>
    public FleetPassword? Password { get; init; }

    public string? Recorder { get; init; }

    public int? Channel { get; init; }

    public string? Group { get; init; }

    public double? Lat { get; init; }

    public double? Lon { get; init; }

    public DateOnly? InServiceFrom { get; init; }

    public int? RequiredDays { get; init; }

    /// <summary>Of the site; null: the row says nothing about it.</summary>
    public string? Area { get; init; }

    /// <summary>IANA time zone of the site; null: the row says nothing about it.</summary>
    public string? Zone { get; init; }

    public string? Field { get; init; }

    public string? Unit { get; init; }

    public string? Contractor { get; init; }

    public string? Maker { get; init; }

    public string? Model { get; init; }

    /// <summary>Name of the credential set; null: it is in none.</summary>
    public string? CredentialSet { get; init; }
}
