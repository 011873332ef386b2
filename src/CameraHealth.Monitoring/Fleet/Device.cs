using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Fleet;

/// <summary>One row of the register: an IP endpoint we watch, or a recorder's channel. Holds no password.</summary>
public sealed record Device
{
    /// <summary>Database identity; positive.</summary>
    public required long Id { get; init; }

    /// <summary>The operator's own code, unique in the fleet, at most 64 characters.</summary>
    public required string Code { get; init; }

    /// <summary>Display name.</summary>
    public required string Name { get; init; }

    /// <summary>Camera, recorder or encoder.</summary>
    public required DeviceKind Kind { get; init; }

    /// <summary>Code of the site (position) it stands at.</summary>
    public required string SiteCode { get; init; }

    /// <summary>Direct, or through a recorder's channel.</summary>
    public required AccessPath Access { get; init; }

    /// <summary>Address or name of the endpoint that is contacted: for a channel, the recorder's.</summary>
    public required string Host { get; init; }

    /// <summary>TCP port of the ONVIF device service; null: the device has none (RTSP only).</summary>
    public int? OnvifPort { get; init; }

    /// <summary>TCP port of RTSP; null: taken from the stream address that ONVIF gives, else 554.</summary>
    public int? RtspPort { get; init; }

    /// <summary>Path and query of the main stream, beginning with a slash, or with <c>rtsps:/</c> where it is only given over TLS; null: asked by ONVIF GetStreamUri.</summary>
    public string? StreamPath { get; init; }

    /// <summary>Identity of the recorder for <see cref="AccessPath.Channel"/>; else null.</summary>
    public long? RecorderId { get; init; }

    /// <summary>Number of the recorder's channel, from 1; null unless a channel.</summary>
    public int? Channel { get; init; }

    /// <summary>Where it stands, WGS 84 degrees, north positive; of its recorder or its site when it has none of its own; null: not known.</summary>
    public double? Latitude { get; init; }

    /// <summary>The same, east positive; null: not known.</summary>
    public double? Longitude { get; init; }

    /// <summary>The poll group that fences and schedules it.</summary>
    public required long PollGroupId { get; init; }

    /// <summary>Rungs that this device is judged by, lowest first.</summary>
    public IReadOnlyList<Rung> ApplicableRungs => Kind switch
    {
        DeviceKind.Recorder => Rungs.UpToAuthenticated,
        _ when OnvifPort is null && Access == AccessPath.Direct => Rungs.WithoutResponding,
        _ => Rungs.All,
    };
}
