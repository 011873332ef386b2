namespace CameraHealth.Simulator.Scenarios;

/// <summary>One input of a simulated recorder.</summary>
public sealed record ChannelScenario
{
    /// <summary>1 to 256, unique in its recorder.</summary>
    public required int Number { get; init; }

    /// <summary>Code of the camera behind this channel in the fleet file; null: the recorder's code and <c>-CH01</c>.</summary>
    public string? Code { get; init; }

    /// <summary>Shown name; null: made from the number.</summary>
    public string? Name { get; init; }

    /// <summary>Codec of the channel's stream.</summary>
    public VideoCodec Codec { get; init; } = VideoCodec.H264;

    /// <summary>Width and height of the stream, for example <c>640x360</c>.</summary>
    public string Resolution { get; init; } = DeviceScenario.DefaultResolution;

    /// <summary>One of none, channel_offline, no_media, busy, and the picture and snapshot faults.</summary>
    public DeviceFault Fault { get; init; }

    /// <summary>Fleet file only: site of the camera behind the channel; null: the recorder's.</summary>
    public string? Site { get; init; }

    /// <summary>Fleet file only: shown name of that site; null: the recorder's when the site is.</summary>
    public string? SiteName { get; init; }

    /// <summary>Fleet file only: degrees north (WGS 84); null: the recorder's.</summary>
    public double? Latitude { get; init; }

    /// <summary>Fleet file only: degrees east (WGS 84); null: the recorder's.</summary>
    public double? Longitude { get; init; }

    /// <summary>The channel's footage; null: none is kept.</summary>
    public ArchiveScenario? Archive { get; init; }

    /// <summary>Path of the channel's stream on the recorder's RTSP port.</summary>
    public string StreamPath => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"/ch{Number}/main");

    /// <summary>True for the faults that a channel can have by itself.</summary>
    public static bool CanHave(DeviceFault fault) =>
        fault is DeviceFault.None or DeviceFault.ChannelOffline or DeviceFault.NoMedia or DeviceFault.Busy or >= DeviceFault.PictureBlack;
}
