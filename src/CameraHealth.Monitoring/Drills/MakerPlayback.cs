using System.Globalization;

namespace CameraHealth.Monitoring.Drills;

/// <summary>Addresses of playback of makers whose recorders know no ONVIF replay. Their times are the recorder's local time, and what they play tells none.</summary>
public static class MakerPlayback
{
    /// <summary>Null: the maker's form is not known.</summary>
    /// <param name="manufacturer">As the device names it; null: not told.</param>
    /// <param name="stream">A live address of the device, for host and port.</param>
    /// <param name="channel">From 1.</param>
    /// <param name="at">The moment by the device's clock in its local time.</param>
    /// <param name="length">How much.</param>
    public static Uri? AddressOf(string? manufacturer, Uri stream, int channel, DateTimeOffset at, TimeSpan length)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var place = $"{stream.Scheme}://{stream.Authority}";
        var until = at + length;
        // Hikvision writes a z behind what is local time all the same (qb60/hikvision-downloader#5).
        string Hikvision(DateTimeOffset time) => time.ToString("yyyyMMdd'T'HHmmss'z'", CultureInfo.InvariantCulture);
        string Dahua(DateTimeOffset time) => time.ToString("yyyy'_'MM'_'dd'_'HH'_'mm'_'ss", CultureInfo.InvariantCulture);
        bool Is(string maker) => manufacturer?.Contains(maker, StringComparison.OrdinalIgnoreCase) == true;
        return Is("hikvision")
            ? new Uri(string.Create(CultureInfo.InvariantCulture, $"{place}/Streaming/tracks/{channel}01?starttime={Hikvision(at)}&endtime={Hikvision(until)}"))
            : Is("dahua")
                ? new Uri(string.Create(CultureInfo.InvariantCulture, $"{place}/cam/playback?channel={channel}&starttime={Dahua(at)}&endtime={Dahua(until)}"))
                : null;
    }
}
