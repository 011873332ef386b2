using System.CommandLine;
using System.Globalization;
using CameraHealth.Monitoring.Uptime;

namespace CameraHealth.Commands;

/// <summary>The <c>--zone</c> option, and local times that are meant in it.</summary>
internal sealed class LocalTimes
{
    private static readonly string[] Formats = ["yyyy-MM-dd HH:mm", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd HH:mm:ss", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd"];

    private readonly Option<string> _zone = new("--zone") { HelpName = "ZONE", Description = Text.Of("OptionZone"), DefaultValueFactory = _ => LocalTime.DefaultZone };

    public void AddTo(Command command) => command.Add(_zone);

    /// <summary>The zone.</summary>
    /// <exception cref="UsageException">Nobody knows it.</exception>
    public TimeZoneInfo ReadZone(ParseResult parsed) => TimeZoneInfo.TryFindSystemTimeZoneById(parsed.GetValue(_zone)!, out var zone)
        ? zone
        : throw new UsageException(Text.Of("ZoneUnknown", parsed.GetValue(_zone)));

    /// <summary>The instant of an option's local time; null: it is not given.</summary>
    /// <exception cref="UsageException">It is no local time.</exception>
    public DateTimeOffset? Read(ParseResult parsed, Option<string?> option)
    {
        var zone = ReadZone(parsed);
        return parsed.GetValue(option) is not { } text ? null
            : DateTime.TryParseExact(text, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? LocalTime.ToInstant(local, zone)
            : throw new UsageException(Text.Of("LocalTimeUnreadable", option.Name, text));
    }

    /// <summary>An instant in the zone, to the minute.</summary>
    public static string Show(DateTimeOffset at, TimeZoneInfo zone) => TimeZoneInfo.ConvertTime(at, zone).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
}
