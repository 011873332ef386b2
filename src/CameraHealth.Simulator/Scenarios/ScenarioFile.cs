using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CameraHealth.Simulator.Scenarios;

/// <summary>Reads a scenario from JSON and names everything that is wrong with it.</summary>
public static class ScenarioFile
{
    private const long MaxBytes = 16 * 1024 * 1024;

    /// <summary>Reads and checks a file of at most 16 MiB.</summary>
    /// <exception cref="ScenarioException">Unreadable, not JSON, or a rule is broken; every error begins with the file's name.</exception>
    public static Scenario Load(string path)
    {
        ArgumentNullException.ThrowIfNull(path);
        string text;
        try
        {
            var length = new FileInfo(path).Length;
            if (length > MaxBytes)
            {
                throw new ScenarioException([string.Create(CultureInfo.InvariantCulture, $"{path}: at most {MaxBytes} bytes are allowed, found {length}")]);
            }

            text = File.ReadAllText(path);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ScenarioException([$"{path}: cannot be read: {exception.Message}"]);
        }

        return Parse(text, path);
    }

    /// <summary>Reads and checks a scenario from text.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">What to call it in errors.</param>
    /// <exception cref="ScenarioException">Not JSON, or a rule is broken.</exception>
    public static Scenario Parse(string json, string source)
    {
        var errors = new List<string>();
        Scenario? scenario = null;
        try
        {
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { MaxDepth = 8, CommentHandling = JsonCommentHandling.Skip });
            scenario = ReadScenario(document.RootElement, errors);
        }
        catch (JsonException exception)
        {
            errors.Add($"not JSON: {exception.Message}");
        }

        if (scenario is not null)
        {
            errors.AddRange(ScenarioRules.Broken(scenario));
        }

        return errors.Count == 0 && scenario is not null ? scenario : throw new ScenarioException([.. errors.Select(error => $"{source}: {error}")]);
    }

    private static Scenario ReadScenario(JsonElement root, List<string> errors)
    {
        var fields = new ScenarioFields(root, "$", errors);
        var devices = fields.List("devices", required: true);
        fields.RejectOthers();
        return new Scenario([.. devices.Select((device, i) => ReadDevice(device, string.Create(CultureInfo.InvariantCulture, $"devices[{i}]"), errors))]);
    }

    private static DeviceScenario ReadDevice(JsonElement element, string at, List<string> errors)
    {
        var fields = new ScenarioFields(element, at, errors);
        var device = new DeviceScenario
        {
            Code = fields.Text("code", required: true) ?? at,
            Kind = fields.Name("kind", DeviceKind.Camera),
            Address = fields.Address("address") ?? IPAddress.Loopback,
            OnvifPort = fields.Integer("onvifPort") ?? 8000,
            RtspPort = fields.Integer("rtspPort") ?? 8554,
            User = fields.Text("user") ?? "admin",
            Password = fields.Text("password") ?? DeviceScenario.DefaultPassword,
            Codec = fields.Name("codec", VideoCodec.H264),
            Resolution = fields.Text("resolution") ?? DeviceScenario.DefaultResolution,
            StreamPath = fields.Text("streamPath") ?? "/stream1",
            Authentication = fields.Name("authentication", AuthenticationMode.Digest),
            RtspQop = fields.Flag("rtspQop"),
            Manufacturer = fields.Text("manufacturer") ?? "CameraHealth",
            Model = fields.Text("model"),
            Firmware = fields.Text("firmware") ?? "1.0.0",
            Serial = fields.Text("serial"),
            Fault = fields.Name("fault", DeviceFault.None),
            HasEvents = fields.Flag("events"),
            Quirks = fields.Names<DeviceQuirk>("quirks"),
            ClockOffset = fields.Seconds("clockOffsetSeconds"),
            Channels = [.. fields.List("channels").Select((channel, i) => ReadChannel(channel, string.Create(CultureInfo.InvariantCulture, $"{at}.channels[{i}]"), errors))],
            Name = fields.Text("name"),
            Site = fields.Text("site"),
            SiteName = fields.Text("siteName"),
            Group = fields.Text("group"),
            Latitude = fields.Number("lat"),
            Longitude = fields.Number("lon"),
            InServiceFrom = fields.Day("inServiceFrom"),
            RequiredDays = fields.Integer("requiredDays"),
        };
        fields.RejectOthers();
        return device;
    }

    private static ChannelScenario ReadChannel(JsonElement element, string at, List<string> errors)
    {
        var fields = new ScenarioFields(element, at, errors);
        var channel = new ChannelScenario
        {
            Number = fields.Integer("number", required: true) ?? 1,
            Code = fields.Text("code"),
            Name = fields.Text("name"),
            Codec = fields.Name("codec", VideoCodec.H264),
            Resolution = fields.Text("resolution") ?? DeviceScenario.DefaultResolution,
            Fault = fields.Name("fault", DeviceFault.None),
            Site = fields.Text("site"),
            SiteName = fields.Text("siteName"),
            Latitude = fields.Number("lat"),
            Longitude = fields.Number("lon"),
        };
        fields.RejectOthers();
        return channel;
    }
}
