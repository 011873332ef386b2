using System.Globalization;

namespace CameraHealth.Simulator.Scenarios;

/// <summary>Makes up a fleet of a given size, mixed in codec and login as real ones are; the same size gives the same fleet.</summary>
public static class ScenarioGenerator
{
    private const int DevicesPerSite = 50;
    private static readonly AuthenticationMode[] Modes =
        [AuthenticationMode.Digest, AuthenticationMode.UsernameToken, AuthenticationMode.Digest, AuthenticationMode.DigestNoQop];

    /// <summary>Cameras first, then recorders, each on the next address of the network.</summary>
    public static Scenario Generate(ScenarioSize size)
    {
        ArgumentNullException.ThrowIfNull(size);
        var block = new LoopbackBlock(size.Network);
        var devices = new List<DeviceScenario>(size.Cameras + size.Recorders);
        for (var i = 0; i < size.Cameras; i++)
        {
            devices.Add(Place(size, block, i, $"CAM-{i + 1:D4}") with { Codec = CodecOf(i) });
        }

        for (var i = 0; i < size.Recorders; i++)
        {
            devices.Add(Place(size, block, size.Cameras + i, $"NVR-{i + 1:D4}") with
            {
                Kind = DeviceKind.Recorder,
                Channels = [.. Enumerable.Range(1, size.Channels).Select(number => new ChannelScenario { Number = number, Codec = CodecOf(number) })],
            });
        }

        return new Scenario(devices);
    }

    private static DeviceScenario Place(ScenarioSize size, LoopbackBlock block, int index, FormattableString code) => new()
    {
        Code = code.ToString(CultureInfo.InvariantCulture),
        Address = block[index],
        OnvifPort = size.OnvifPort,
        RtspPort = size.RtspPort,
        User = size.User,
        Password = size.Password,
        Authentication = Modes[index % Modes.Length],
        Site = string.Create(CultureInfo.InvariantCulture, $"SIM-{(index / DevicesPerSite) + 1:D2}"),
    };

    // Two H.264 for each H.265, about what mixed fleets have.
    private static VideoCodec CodecOf(int index) => index % 3 == 2 ? VideoCodec.H265 : VideoCodec.H264;
}
