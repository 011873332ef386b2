using System.Net;

namespace CameraHealth.Simulator.Scenarios;

/// <summary>One simulated device: where it listens, who may log in, what it shows and what is wrong with it.</summary>
public sealed record DeviceScenario
{
    /// <summary>The picture size every codec has.</summary>
    public const string DefaultResolution = "640x360";

    /// <summary>Unique code, also its key in the admin API.</summary>
    public required string Code { get; init; }

    /// <summary>Camera, recorder or encoder.</summary>
    public DeviceKind Kind { get; init; }

    /// <summary>An address of 127.0.0.0/8. Devices count refused logins per host, so each should have its own.</summary>
    public required IPAddress Address { get; init; }

    /// <summary>0 to 65535; 0 lets the system choose (see <see cref="SimulatedDevice.OnvifPort"/>). Not used by encoders.</summary>
    public int OnvifPort { get; init; } = 8000;

    /// <summary>0 to 65535; 0 lets the system choose (see <see cref="SimulatedDevice.RtspPort"/>).</summary>
    public int RtspPort { get; init; } = 8554;

    /// <summary>Account name.</summary>
    public string User { get; init; } = "admin";

    /// <summary>The password clients are meant to know.</summary>
    public string Password { get; init; } = DefaultPassword;

    /// <summary>Codec of a camera's or encoder's stream; recorders have it per channel.</summary>
    public VideoCodec Codec { get; init; } = VideoCodec.H264;

    /// <summary>Width and height of the stream: 640x360, or with H264 1280x720.</summary>
    public string Resolution { get; init; } = DefaultResolution;

    /// <summary>Path, with query if it has one, of a camera's or encoder's stream.</summary>
    public string StreamPath { get; init; } = "/stream1";

    /// <summary>What it asks before it answers.</summary>
    public AuthenticationMode Authentication { get; init; }

    /// <summary>True: RTSP challenges carry <c>qop="auth"</c>. Most cameras send none.</summary>
    public bool RtspQop { get; init; }

    /// <summary>As GetDeviceInformation answers.</summary>
    public string Manufacturer { get; init; } = "CameraHealth";

    /// <summary>As GetDeviceInformation answers; null: made from kind and codec.</summary>
    public string? Model { get; init; }

    /// <summary>As GetDeviceInformation answers.</summary>
    public string Firmware { get; init; } = "1.0.0";

    /// <summary>As GetDeviceInformation answers; null: made from the code.</summary>
    public string? Serial { get; init; }

    /// <summary>What is wrong with it at start.</summary>
    public DeviceFault Fault { get; init; }

    /// <summary>Whether it has events: a pull point for states that are raised by <see cref="SimulatedDevice.Raise"/>.</summary>
    public bool HasEvents { get; init; }

    /// <summary>How it differs from the specification; empty: in nothing.</summary>
    public IReadOnlyList<DeviceQuirk> Quirks { get; init; } = [];

    /// <summary>Device clock minus true time; positive: ahead. Null: 0, and one hour while the fault is wrong_clock.</summary>
    public TimeSpan? ClockOffset { get; init; }

    /// <summary>A camera's footage on its own card; null: none is kept. Recorders have it per channel.</summary>
    public ArchiveScenario? Archive { get; init; }

    /// <summary>What is wrong with its archive at start.</summary>
    public RecorderFault RecorderFault { get; init; }

    /// <summary>Playbacks at once, 1 to 64; more are answered 453.</summary>
    public int MostPlaybacks { get; init; } = 2;

    /// <summary>A recorder's inputs; empty for others.</summary>
    public IReadOnlyList<ChannelScenario> Channels { get; init; } = [];

    /// <summary>Fleet file only: shown name; null: the code.</summary>
    public string? Name { get; init; }

    /// <summary>Fleet file only: code of the site.</summary>
    public string? Site { get; init; }

    /// <summary>Fleet file only: shown name of the site; null: its code.</summary>
    public string? SiteName { get; init; }

    /// <summary>Fleet file only: device group.</summary>
    public string? Group { get; init; }

    /// <summary>Fleet file only: degrees north (WGS 84).</summary>
    public double? Latitude { get; init; }

    /// <summary>Fleet file only: degrees east (WGS 84).</summary>
    public double? Longitude { get; init; }

    /// <summary>Fleet file only: first day of service, as <c>2026-01-31</c>.</summary>
    public DateOnly? InServiceFrom { get; init; }

    /// <summary>Fleet file only: days of footage to be kept.</summary>
    public int? RequiredDays { get; init; }

    /// <summary>The documented password of a demo fleet. It guards nothing: the devices are fakes on loopback.</summary>
    public static string DefaultPassword => "simulator-demo";

    /// <summary>Kind and code; never the password.</summary>
    public override string ToString() => $"{ScenarioNames.NameOf(Kind)} {Code}";
}
