namespace CameraHealth.Monitoring.Fleet;

/// <summary>A stream of a device. Numbers are stored: never reuse one.</summary>
public enum StreamRole
{
    /// <summary>The one that is recorded, and that metrics and rungs are about.</summary>
    Main = 1,

    /// <summary>The small one beside it, for walls and phones.</summary>
    Sub = 2,
}

/// <summary>Where a contract comes from. Numbers are stored: never reuse one.</summary>
public enum ContractSource
{
    /// <summary>The device's own encoder settings, told over ONVIF.</summary>
    Device = 1,

    /// <summary>A person; holds in the place of the device's.</summary>
    Person = 2,
}

/// <summary>What a stream is to deliver. A term that is null is not judged.</summary>
public sealed record StreamContract
{
    /// <summary>As the SDP names it: H264, H265, MJPEG, ….</summary>
    public string? Codec { get; init; }

    /// <summary>Pixels; with <see cref="Height"/> or not at all.</summary>
    public int? Width { get; init; }

    /// <summary>Pixels.</summary>
    public int? Height { get; init; }

    /// <summary>Pictures per second.</summary>
    public double? FrameRate { get; init; }

    /// <summary>Least bit/s.</summary>
    public double? BitRateLow { get; init; }

    /// <summary>Most bit/s.</summary>
    public double? BitRateHigh { get; init; }

    /// <summary>From keyframe to keyframe.</summary>
    public TimeSpan? KeyframeInterval { get; init; }
}

/// <summary>A contract in the register.</summary>
/// <param name="Stream">Of which stream.</param>
/// <param name="Source">Where from.</param>
/// <param name="Terms">What it says.</param>
/// <param name="Path">Path and query of the stream on the device; null: the register's, or the one that ONVIF tells. Of sub streams entered by a person.</param>
public sealed record RegisteredContract(StreamRole Stream, ContractSource Source, StreamContract Terms, string? Path = null);
