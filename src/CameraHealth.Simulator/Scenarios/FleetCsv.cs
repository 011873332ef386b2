using System.Globalization;
using System.Text;

namespace CameraHealth.Simulator.Scenarios;

/// <summary>Writes the devices that are really served in the columns of <c>camerahealth fleet import</c>.</summary>
internal static class FleetCsv
{
    internal const string Columns =
        "code,name,kind,site,access,host,onvif_port,rtsp_port,stream_path,credential,recorder,channel,group,lat,lon,in_service_from,required_days,site_name";

    // A register without a site for a device is refused; a scenario need not name one.
    private const string NoSite = "SIM";

    /// <summary>The whole file. Ports are those in use, so that a fleet on chosen ports can be imported too.</summary>
    internal static string Format(IEnumerable<SimulatedDevice> devices)
    {
        var text = new StringBuilder(Columns).Append('\n');
        foreach (var device in devices)
        {
            AppendRow(text, DeviceRow(device));
            foreach (var channel in device.Scenario.Channels)
            {
                AppendRow(text, ChannelRow(device.Scenario, channel));
            }
        }

        return text.ToString();
    }

    /// <summary>Writes the file for its owner alone: it holds the passwords of the simulated devices.</summary>
    internal static async Task WriteAsync(string path, IEnumerable<SimulatedDevice> devices, CancellationToken cancellationToken)
    {
        var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write, Share = FileShare.None };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        await using var writer = new StreamWriter(path, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), options);
        await writer.WriteAsync(Format(devices).AsMemory(), cancellationToken);
    }

    private static string?[] DeviceRow(SimulatedDevice device)
    {
        var scenario = device.Scenario;
        var encoder = scenario.Kind == DeviceKind.Encoder;
        return
        [
            scenario.Code, scenario.Name ?? scenario.Code, ScenarioNames.NameOf(scenario.Kind), scenario.Site ?? NoSite, "direct",
            scenario.Address.ToString(), encoder ? null : Text(device.OnvifPort), Text(device.RtspPort),
            scenario.Kind == DeviceKind.Recorder ? null : scenario.StreamPath, $"{scenario.User}:{scenario.Password}", null, null,
            scenario.Group, Text(scenario.Latitude), Text(scenario.Longitude), Text(scenario.InServiceFrom), Text(scenario.RequiredDays), scenario.SiteName,
        ];
    }

    private static string?[] ChannelRow(DeviceScenario recorder, ChannelScenario channel) =>
    [
        channel.Code ?? string.Create(CultureInfo.InvariantCulture, $"{recorder.Code}-CH{channel.Number:D2}"),
        channel.Name ?? string.Create(CultureInfo.InvariantCulture, $"{recorder.Name ?? recorder.Code} {channel.Number}"),
        "camera", channel.Site ?? recorder.Site ?? NoSite, "channel", null, null, null, channel.StreamPath, null, recorder.Code,
        Text(channel.Number), recorder.Group, Text(channel.Latitude ?? recorder.Latitude), Text(channel.Longitude ?? recorder.Longitude),
        Text(recorder.InServiceFrom), Text(recorder.RequiredDays), channel.Site is null ? recorder.SiteName : channel.SiteName,
    ];

    private static void AppendRow(StringBuilder text, string?[] cells) => text.AppendJoin(',', cells.Select(Quote)).Append('\n');

    // RFC 4180: quoted when a separator, quote or line end is inside.
    private static string Quote(string? cell) =>
        cell is null ? string.Empty
        : cell.AsSpan().IndexOfAny(",\"\r\n") < 0 ? cell
        : $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

    private static string Text(int? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Text(double? number) => number?.ToString(CultureInfo.InvariantCulture) ?? string.Empty;

    private static string Text(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture) ?? string.Empty;
}
