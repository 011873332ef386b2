using System.Globalization;
using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>ONVIF Core 8.3.4: the device's clock, open to everybody by the specification (Vivotek and Panasonic ask a password).</summary>
internal static class GetSystemDateAndTime
{
    public static readonly SoapOperation Operation
        = new("GetSystemDateAndTime", OnvifNamespaces.Device, $"<GetSystemDateAndTime xmlns=\"{OnvifNamespaces.Device}\"/>", PreAuth: true);

    private const int MaxRawLength = 200;

    // Room on both sides, so that no later sum of a hostile date and a span can overflow.
    private const int MinYear = 1900;
    private const int MaxYear = 9000;

    /// <summary>The reading. A time that cannot be understood is a finding, not a failure.</summary>
    /// <param name="answer">GetSystemDateAndTimeResponse.</param>
    /// <param name="midpoint">Own UTC half-way between request and reply.</param>
    /// <param name="roundTrip">From request to reply.</param>
    public static DeviceClock Parse(SoapElement answer, DateTimeOffset midpoint, TimeSpan roundTrip)
    {
        var told = answer.Find("SystemDateAndTime") ?? answer;
        if (ParseUtc(told.Find("UTCDateTime")) is { } utc)
        {
            var half = TimeSpan.FromSeconds(0.5);
            return new DeviceClock(utc, RawText(told), utc + half - midpoint, half + (roundTrip / 2), Unreadable: false);
        }

        // Local time and zone alone are not made into UTC: most devices do not really implement the zone (sr99622/libonvif#98).
        return new DeviceClock(null, RawText(told), null, null, Unreadable: true);
    }

    private static DateTimeOffset? ParseUtc(SoapElement? utc)
    {
        if (Number(utc, "Date", "Year") is not (>= MinYear and <= MaxYear and var year)
            || Number(utc, "Date", "Month") is not (>= 1 and <= 12 and var month)
            || Number(utc, "Date", "Day") is not { } day || day < 1 || day > DateTime.DaysInMonth(year, month)
            || Number(utc, "Time", "Hour") is not (>= 0 and <= 23 and var hour)
            || Number(utc, "Time", "Minute") is not (>= 0 and <= 59 and var minute)
            // 60 is a leap second.
            || Number(utc, "Time", "Second") is not (>= 0 and <= 60 and var second))
        {
            return null;
        }

        return new DateTimeOffset(year, month, day, hour, minute, 0, TimeSpan.Zero).AddSeconds(second);
    }

    private static int? Number(SoapElement? at, string group, string field)
        => int.TryParse(at?.TextAt(group, field), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out var n) ? n : null;

    private static string? RawText(SoapElement told)
    {
        List<string> parts = [];
        foreach (var (label, name) in new[] { ("UTC", "UTCDateTime"), ("local", "LocalDateTime") })
        {
            if (told.Find(name) is { } at)
            {
                parts.Add($"{label} {Field(at, "Date", "Year")}-{Field(at, "Date", "Month")}-{Field(at, "Date", "Day")} " +
                          $"{Field(at, "Time", "Hour")}:{Field(at, "Time", "Minute")}:{Field(at, "Time", "Second")}");
            }
        }

        if (told.TextAt("TimeZone", "TZ") is { } zone)
        {
            parts.Add("TZ " + zone);
        }

        return parts.Count == 0 ? null : SecretMask.OneLine(string.Join(", ", parts), MaxRawLength);
    }

    private static string Field(SoapElement at, string group, string field) => at.TextAt(group, field) ?? "?";
}
