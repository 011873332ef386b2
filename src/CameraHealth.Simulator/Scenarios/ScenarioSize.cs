using System.Net;

namespace CameraHealth.Simulator.Scenarios;

/// <summary>How large a made-up fleet is and where it listens.</summary>
public sealed record ScenarioSize
{
    /// <summary>Cameras on their own address.</summary>
    public int Cameras { get; init; } = 10;

    /// <summary>Recorders.</summary>
    public int Recorders { get; init; }

    /// <summary>Channels of each recorder, 1 to 256.</summary>
    public int Channels { get; init; } = 4;

    /// <summary>First address is this plus one.</summary>
    public IPAddress Network { get; init; } = IPAddress.Parse("127.20.0.0");

    /// <summary>Same for all devices; 0 lets the system choose.</summary>
    public int OnvifPort { get; init; } = 8000;

    /// <summary>Same for all devices; 0 lets the system choose.</summary>
    public int RtspPort { get; init; } = 8554;

    /// <summary>Account name on all devices.</summary>
    public string User { get; init; } = "admin";

    /// <summary>Password on all devices.</summary>
    public string Password { get; init; } = DeviceScenario.DefaultPassword;

    /// <summary>Counts and network; never the password.</summary>
    public override string ToString() => $"{Cameras} cameras, {Recorders} recorders of {Channels} channels at {Network}";
}
