using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>A way of behaving that was met in the field (the sources are named in the simulator and in the client), and what must be found out.</summary>
/// <param name="Code">Its code in the register.</param>
/// <param name="Verdicts">Status, first broken rung and reason; more than one where the newest reason depends on the moment.</param>
/// <param name="MostRefusals">Logins that the device may count as refused, at most.</param>
/// <param name="Scenario">How it is simulated.</param>
/// <param name="AsksAddress">The register has no stream address: it is asked over ONVIF.</param>
internal sealed record DeviceBehaviour(string Code, string[] Verdicts, int MostRefusals, DeviceScenario Scenario, bool AsksAddress)
{
    private const string Healthy = "healthy - none";

    private static readonly string[] Refused = ["unknown authenticated credentials_refused", "unknown authenticated login_held"];

    /// <summary>The table.</summary>
    public static readonly IReadOnlyList<DeviceBehaviour> All =
    [
        // Addresses and services.
        Asked("MEDIA2-ONLY-H265", Healthy, DeviceQuirk.Media2Only) with { Scenario = Device("MEDIA2-ONLY-H265", DeviceQuirk.Media2Only) with { Codec = VideoCodec.H265 } },
        Asked("H265-WITHOUT-ENCODER", Healthy, DeviceQuirk.Media1Only) with { Scenario = Device("H265-WITHOUT-ENCODER", DeviceQuirk.Media1Only) with { Codec = VideoCodec.H265 } },
        Asked("MEDIA2-HOLLOW", Healthy, DeviceQuirk.Media2Hollow),
        Asked("NO-GET-SERVICES", Healthy, DeviceQuirk.NoGetServices),
        Asked("NAT-INNER-HOST", Healthy, DeviceQuirk.InnerHost),
        Asked("WRONG-PORT", Healthy, DeviceQuirk.WrongPort),
        Asked("PORT-TWICE", Healthy, DeviceQuirk.PortTwice),

        // Clocks.
        Skewed("CLOCK-BEHIND-TOKEN", TimeSpan.FromHours(-1)),
        Skewed("CLOCK-AT-1980", TimeSpan.FromDays(-16_800)),
        Token("LOCAL-AS-UTC", ["degraded responding clock_off"], DeviceQuirk.LocalTimeAsUtc) with { MostRefusals = 1 },
        Known("NO-CLOCK", Healthy, DeviceQuirk.NoClock),
        Known("CLOCK-NEEDS-LOGIN", Healthy, DeviceQuirk.ClockNeedsLogin),
        Known("CLOCK-OF-MINUTE-61", Healthy, DeviceQuirk.BrokenClock),

        // Logins.
        Token("FAULT-500-TOKEN", [Healthy], DeviceQuirk.FaultStatus500),
        Token("FAULT-200-TOKEN", [Healthy], DeviceQuirk.FaultStatus200),
        Known("FULL-NOW-AND-THEN", Healthy, DeviceQuirk.FullNowAndThen),
        Known("STALE-NONCE", Healthy, DeviceQuirk.StaleNonce),
        Known("NEW-NONCE-EACH-TIME", Healthy, DeviceQuirk.NewNonceEachTime),
        Known("SHA256-ONLY", Healthy, DeviceQuirk.Sha256Only),
        Known("SEVERAL-CHALLENGES", Healthy, DeviceQuirk.SeveralChallenges),
        Known("BASIC-ONLY", "unknown authenticated login_scheme_unsupported", DeviceQuirk.BasicOnly),
        Faulty("LOCKED-DIGEST", Refused, DeviceFault.Locked) with { MostRefusals = 2 },
        // The health and the stream poll may try at the same moment, before either is told how few attempts are left.
        Token("LOCKED-TOKEN", Refused) with { MostRefusals = 2, Scenario = Device("LOCKED-TOKEN") with { Authentication = AuthenticationMode.UsernameToken, Fault = DeviceFault.Locked } },
        Token("THREE-ATTEMPTS-LEFT", Refused) with
        {
            MostRefusals = 2,
            Scenario = Device("THREE-ATTEMPTS-LEFT", DeviceQuirk.AttemptsUsed) with { Authentication = AuthenticationMode.UsernameToken, Fault = DeviceFault.WrongPassword },
        },
        Known("NO-RIGHT", "degraded authenticated not_permitted", DeviceQuirk.NoRight),

        // What comes in place of an answer.
        Known("GARBAGE", "degraded responding malformed_reply", DeviceQuirk.Garbage),
        Known("DTD", "degraded responding malformed_reply", DeviceQuirk.Dtd),
        Known("HUGE-REPLY", "degraded responding reply_too_large", DeviceQuirk.HugeReply),
        Known("WEB-PAGE", "degraded responding not_onvif", DeviceQuirk.WebPage),
        Known("CRITICAL", "degraded responding device_critical", DeviceQuirk.Critical),
        Known("WRONG-CONTENT-TYPE", Healthy, DeviceQuirk.WrongContentType),
        Known("PACKED", Healthy, DeviceQuirk.Packed),
        Known("LONG-LENGTH", Healthy, DeviceQuirk.LongLength),
        Known("ACTION-REFUSED", Healthy, DeviceQuirk.ActionRefused),
        Known("DROPS-CONNECTIONS", Healthy, DeviceQuirk.DropsConnections),

        // Events.
        Known("EVENTS-HOLLOW", Healthy, DeviceQuirk.EventsHollow) with { Scenario = Device("EVENTS-HOLLOW", DeviceQuirk.EventsHollow) with { HasEvents = true } },
        Known("EVENTS-BY-REFERENCE", Healthy, DeviceQuirk.SubscriptionsByReference) with { Scenario = Device("EVENTS-BY-REFERENCE", DeviceQuirk.SubscriptionsByReference) with { HasEvents = true } },

        // Speed and streams.
        Faulty("SLOW", [Healthy], DeviceFault.Slow),
        Faulty("ONVIF-SILENT", ["degraded responding reply_timeout"], DeviceFault.OnvifSilent),
        Faulty("RTSP-FULL", ["unknown streaming device_busy"], DeviceFault.Busy),
        new("RTSP-ONLY", [Healthy], 0, Device("RTSP-ONLY") with { Kind = DeviceKind.Encoder }, AsksAddress: false),
    ];

    private static DeviceBehaviour Known(string code, string verdict, params DeviceQuirk[] quirks) => new(code, [verdict], 0, Device(code, quirks), AsksAddress: false);

    private static DeviceBehaviour Asked(string code, string verdict, params DeviceQuirk[] quirks) => new(code, [verdict], 0, Device(code, quirks), AsksAddress: true);

    private static DeviceBehaviour Faulty(string code, string[] verdicts, DeviceFault fault) => new(code, verdicts, 0, Device(code) with { Fault = fault }, AsksAddress: false);

    private static DeviceBehaviour Token(string code, string[] verdicts, params DeviceQuirk[] quirks) =>
        new(code, verdicts, 0, Device(code, quirks) with { Authentication = AuthenticationMode.UsernameToken }, AsksAddress: false);

    private static DeviceBehaviour Skewed(string code, TimeSpan offset) =>
        Token(code, ["degraded responding clock_off"]) with { Scenario = Device(code) with { Authentication = AuthenticationMode.UsernameToken, ClockOffset = offset } };

    private static DeviceScenario Device(string code, params DeviceQuirk[] quirks) => TestFleet.Camera(code) with { Quirks = quirks };
}
