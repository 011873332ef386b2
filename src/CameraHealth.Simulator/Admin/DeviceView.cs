using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Admin;

/// <summary>One device as the admin API shows it. It holds no password.</summary>
internal sealed record DeviceView(
    string Code,
    string Kind,
    string Host,
    int? OnvifPort,
    int RtspPort,
    string Authentication,
    string Fault,
    double ClockOffsetSeconds,
    IReadOnlyList<ChannelView> Channels,
    DeviceCounters Counters)
{
    internal static DeviceView Of(SimulatedDevice device) => new(
        device.Code,
        ScenarioNames.NameOf(device.Scenario.Kind),
        device.Address.ToString(),
        device.OnvifPort,
        device.RtspPort,
        ScenarioNames.NameOf(device.Scenario.Authentication),
        ScenarioNames.NameOf(device.Fault),
        device.ClockOffset.TotalSeconds,
        [.. device.Streams.Select(stream => new ChannelView(stream.Number, stream.Path, stream.Clip.Codec.ToString(), ScenarioNames.NameOf(stream.Fault)))],
        device.Counters);
}
