namespace CameraHealth.IntegrationTests.Program;

/// <summary>One device of the served fleet: how it is simulated and what must be found out about it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="Verdicts">Status, first broken rung and reason; more than one where the newest reason depends on the moment.</param>
/// <param name="Kind">As the scenario file names it.</param>
/// <param name="Authentication">As the scenario file names it.</param>
/// <param name="Fault">As the scenario file names it.</param>
/// <param name="ChannelFaults">One channel each.</param>
internal sealed record FleetDevice(string Code, string[] Verdicts, string Kind = "camera", string Authentication = "digest", string Fault = "none", params string[] ChannelFaults)
{
    private const string Healthy = "healthy - none";

    // A refused login is Unknown, never downtime. After the first refusals the budget holds further attempts back.
    private static readonly string[] Refused = ["unknown authenticated credentials_refused", "unknown authenticated login_held"];

    /// <summary>Every fault the simulator knows, beside healthy devices of every kind and scheme.</summary>
    public static readonly IReadOnlyList<FleetDevice> All =
    [
        new("GOOD-DIGEST", [Healthy]),
        new("GOOD-NOQOP", [Healthy], Authentication: "digest_no_qop"),
        new("GOOD-TOKEN", [Healthy], Authentication: "username_token"),
        new("GOOD-OPEN", [Healthy], Authentication: "none"),
        new("GOOD-ENCODER", [Healthy], "encoder"),
        new("OFF", ["unhealthy reachable connect_refused"], Fault: "offline"),
        new("OFF-ENCODER", ["unhealthy reachable connect_refused"], "encoder", Fault: "offline"),
        new("REFUSED-DIGEST", Refused, Fault: "wrong_password"),
        new("REFUSED-TOKEN", Refused, Authentication: "username_token", Fault: "wrong_password"),
        new("REFUSED-ENCODER", Refused, "encoder", Fault: "wrong_password"),
        new("LOCKED", Refused, Fault: "locked"),
        new("MUTE", ["unhealthy streaming no_frames"], Fault: "no_media"),
        new("HANGS", ["unhealthy responding reply_timeout"], Fault: "hang"),
        new("CLOCK", ["degraded responding clock_off"], Authentication: "username_token", Fault: "wrong_clock"),
        new("BUSY", ["unknown streaming device_busy"], Fault: "busy"),
        new("SILENT", ["degraded responding reply_timeout"], Fault: "onvif_silent"),
        new("NO-RTSP", ["unhealthy streaming rtsp_refused"], Fault: "rtsp_closed"),
        new("NVR", [Healthy], "recorder", ChannelFaults: ["none", "channel_offline", "no_media", "busy"]),
        new("NVR-OFF", ["unhealthy reachable connect_refused"], "recorder", Fault: "offline", ChannelFaults: ["none"]),
    ];

    /// <summary>What must be found out about each code, channels included.</summary>
    public static IReadOnlyDictionary<string, string[]> Expected { get; } = All.ToDictionary(device => device.Code, device => device.Verdicts, StringComparer.Ordinal)
        .Concat(new Dictionary<string, string[]>(StringComparer.Ordinal)
        {
            ["NVR-CH01"] = [Healthy],
            ["NVR-CH02"] = ["unhealthy reachable channel_not_listed"],
            ["NVR-CH03"] = ["unhealthy streaming no_frames"],
            ["NVR-CH04"] = ["unknown streaming device_busy"],
            ["NVR-OFF-CH01"] = ["unhealthy reachable recorder_unavailable"],
            [GarbledDevice.Code] = ["unhealthy responding malformed_reply", "unhealthy responding not_onvif"],
        }).ToDictionary(StringComparer.Ordinal);

    /// <summary>The device in a scenario file.</summary>
    public object ToScenario(string address, string password) => new
    {
        code = Code, kind = Kind, authentication = Authentication, fault = Fault, address, password, site = "SITE-" + Kind,
        channels = ChannelFaults.Select((fault, i) => new { number = i + 1, fault }),
    };
}
