using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Spectre.Console;

namespace CameraHealth.Probing;

/// <summary>The result of a probe for people: what was measured, with units; what was not says so.</summary>
internal static class ProbeTables
{
    /// <summary>Writes one stream.</summary>
    public static void Write(StreamJson stream) => Write(stream.Target, stream);

    /// <summary>Writes the fields of one result, one a row.</summary>
    public static void Write<T>(string title, T found)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        table.Title = new TableTitle(title.EscapeMarkup());
        foreach (var property in typeof(T).GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.Name is not "Target"))
        {
            table.AddRow(NameOf(property.Name), Format(property.GetValue(found)).EscapeMarkup());
        }

        AnsiConsole.Write(table);
    }

    /// <summary>Writes one device with its streams.</summary>
    public static void Write(DeviceJson device)
    {
        var table = new Table().Border(TableBorder.Rounded).HideHeaders().AddColumns("", "");
        table.Title = new TableTitle(device.Target.EscapeMarkup());
        table.AddRow("outcome", Format(device.Outcome));
        table.AddRow("failure", Format(device.Failure).EscapeMarkup());
        table.AddRow("clock", Format(device.Clock).EscapeMarkup());
        table.AddRow("device", Format(device.Device).EscapeMarkup());
        foreach (var profile in device.Profiles)
        {
            table.AddRow("profile", $"{profile.Name} {profile.Codec} {profile.Width}×{profile.Height} {profile.StreamUri}".EscapeMarkup());
        }

        AnsiConsole.Write(table);
        device.Streams.ForEach(Write);
    }

    private static string NameOf(string property) => JsonNamingPolicy.CamelCase.ConvertName(property);

    private static string Format(object? value) => value switch
    {
        null => Text.Of("NotMeasured"),
        FailureJson failure => $"{failure.Reason}: {failure.Detail}",
        ClockJson clock => string.Create(Text.Culture, $"{clock.DeviceUtc:u}  {clock.OffsetSeconds:+0.000;-0.000} s ± {clock.ErrorSeconds:0.000} s"),
        IReadOnlyList<TrackJson> tracks => string.Join(", ", tracks.Select(track => $"{track.Kind} {track.Codec}{(track.Measured ? " ✓" : "")}")),
        IdentityJson identity => $"{identity.Manufacturer} {identity.Model} {identity.FirmwareVersion} {identity.SerialNumber}",
        IFormattable number => number.ToString(null, Text.Culture as CultureInfo),
        _ => value.ToString() ?? "",
    };
}
