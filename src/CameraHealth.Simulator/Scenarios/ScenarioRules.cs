using System.Globalization;
using System.Net;
using CameraHealth.Simulator.Media;

namespace CameraHealth.Simulator.Scenarios;

/// <summary>What must hold of a scenario, whether it came from a file, the command line or a test.</summary>
internal static class ScenarioRules
{
    internal const int MaxDevices = 10_000;
    internal const int MaxChannels = 256;
    private const int MaxText = 128;

    /// <summary>Every rule that is broken, with the field's path, the limit and the value. Empty: the scenario is good.</summary>
    internal static IReadOnlyList<string> Broken(Scenario scenario)
    {
        var errors = new List<string>();
        if (scenario.Devices.Count is 0 or > MaxDevices)
        {
            errors.Add(Invariant($"devices: 1 to {MaxDevices} devices are allowed, found {scenario.Devices.Count}"));
        }

        for (var i = 0; i < scenario.Devices.Count; i++)
        {
            CheckDevice(scenario.Devices[i], Invariant($"devices[{i}]"), errors);
        }

        CheckUnique(scenario.Devices, errors);
        return errors;
    }

    private static void CheckDevice(DeviceScenario device, string at, List<string> errors)
    {
        CheckText(device.Code, $"{at}.code", errors);
        CheckText(device.User, $"{at}.user", errors);
        if (device.User.Contains(':', StringComparison.Ordinal))
        {
            errors.Add($"{at}.user: a colon is not allowed (HTTP Digest separates with it)");
        }

        // The value is not repeated: it is a password.
        if (device.Password.Length is 0 or > MaxText)
        {
            errors.Add(Invariant($"{at}.password: 1 to {MaxText} characters are allowed, found {device.Password.Length}"));
        }

        if (!IPAddress.IsLoopback(device.Address) || device.Address.AddressFamily != System.Net.Sockets.AddressFamily.InterNetwork)
        {
            errors.Add($"{at}.address: only addresses of 127.0.0.0/8 are allowed, found {device.Address}");
        }

        CheckPort(device.OnvifPort, $"{at}.onvifPort", errors);
        CheckPort(device.RtspPort, $"{at}.rtspPort", errors);
        if (device.OnvifPort != 0 && device.OnvifPort == device.RtspPort && device.Kind != DeviceKind.Encoder)
        {
            errors.Add(Invariant($"{at}.rtspPort: must differ from onvifPort, both are {device.RtspPort}"));
        }

        if (!device.StreamPath.StartsWith('/') || device.StreamPath.Length > MaxText || device.StreamPath.Any(c => c is <= ' ' or > '~'))
        {
            errors.Add(Invariant($"{at}.streamPath: must start with '/', be printable ASCII and at most {MaxText} long, found '{device.StreamPath}'"));
        }

        if (device.Fault == DeviceFault.ChannelOffline)
        {
            errors.Add($"{at}.fault: channel_offline belongs to a channel of a recorder, not to a device");
        }

        CheckClip(device.Codec, device.Resolution, at, errors);
        CheckChannels(device, at, errors);
    }

    private static void CheckChannels(DeviceScenario device, string at, List<string> errors)
    {
        var recorder = device.Kind == DeviceKind.Recorder;
        if (recorder ? device.Channels.Count is 0 or > MaxChannels : device.Channels.Count != 0)
        {
            errors.Add(recorder
                ? Invariant($"{at}.channels: a recorder has 1 to {MaxChannels} channels, found {device.Channels.Count}")
                : Invariant($"{at}.channels: only a recorder has channels, found {device.Channels.Count}"));
        }

        var seen = new HashSet<int>();
        for (var i = 0; i < device.Channels.Count; i++)
        {
            var channel = device.Channels[i];
            var channelAt = Invariant($"{at}.channels[{i}]");
            if (channel.Number is < 1 or > MaxChannels)
            {
                errors.Add(Invariant($"{channelAt}.number: 1 to {MaxChannels} is allowed, found {channel.Number}"));
            }
            else if (!seen.Add(channel.Number))
            {
                errors.Add(Invariant($"{channelAt}.number: {channel.Number} is there twice"));
            }

            if (!ChannelScenario.CanHave(channel.Fault))
            {
                errors.Add($"{channelAt}.fault: a channel may have none, channel_offline, no_media, busy or a picture_ or snapshot_ fault, found {ScenarioNames.NameOf(channel.Fault)}");
            }

            CheckClip(channel.Codec, channel.Resolution, channelAt, errors);
        }
    }

    private static void CheckUnique(IReadOnlyList<DeviceScenario> devices, List<string> errors)
    {
        var codes = new Dictionary<string, int>(StringComparer.Ordinal);
        var endpoints = new Dictionary<(IPAddress, int), int>();
        for (var i = 0; i < devices.Count; i++)
        {
            var device = devices[i];
            if (!codes.TryAdd(device.Code, i))
            {
                errors.Add(Invariant($"devices[{i}].code: '{device.Code}' is also the code of devices[{codes[device.Code]}]"));
            }

            int[] ports = device.Kind == DeviceKind.Encoder ? [device.RtspPort] : [device.OnvifPort, device.RtspPort];
            foreach (var port in ports.Distinct().Where(port => port != 0))
            {
                if (!endpoints.TryAdd((device.Address, port), i))
                {
                    errors.Add(Invariant($"devices[{i}].address: {device.Address}:{port} is also used by devices[{endpoints[(device.Address, port)]}]"));
                }
            }
        }
    }

    private static void CheckText(string text, string at, List<string> errors)
    {
        if (string.IsNullOrWhiteSpace(text) || text.Length > MaxText || text.Any(char.IsControl))
        {
            errors.Add(Invariant($"{at}: 1 to {MaxText} printable characters are allowed, found {text.Length}"));
        }
    }

    private static void CheckPort(int port, string at, List<string> errors)
    {
        if (port is < 0 or > 65535)
        {
            errors.Add(Invariant($"{at}: 0 to 65535 is allowed, found {port}"));
        }
    }

    private static void CheckClip(VideoCodec codec, string resolution, string at, List<string> errors)
    {
        if (!ClipLibrary.Has(codec, resolution))
        {
            errors.Add($"{at}.resolution: there is no {codec} clip of size '{resolution}'; there are {ClipLibrary.Names}");
        }
    }

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
