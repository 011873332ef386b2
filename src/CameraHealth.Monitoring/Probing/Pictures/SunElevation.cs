namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>
/// How high the sun stands over a place. Low-precision formulas of the Astronomical Almanac (US Naval Observatory and HM Nautical Almanac Office, section C,
/// "low precision formulas for the Sun"): within 0.02° from 1950 to 2050, refraction left out. Pure.
/// </summary>
public static class SunElevation
{
    // With the sun this high it is day in any weather and behind any house; this low, the last twilight that a lens sees is over.
    private const double Day = 6;
    private const double Night = -6;

    private const double Turn = 360;
    private const double SiderealHoursADay = 24.06570982441908;

    private static readonly DateTimeOffset J2000 = new(2000, 1, 1, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Degrees over the horizon, -90 to 90.</summary>
    /// <param name="latitude">WGS 84 degrees, north positive.</param>
    /// <param name="longitude">WGS 84 degrees, east positive.</param>
    /// <param name="at">When.</param>
    public static double Of(double latitude, double longitude, DateTimeOffset at)
    {
        var days = (at - J2000).TotalDays;
        var anomaly = Radians(357.528 + (0.9856003 * days));
        var ecliptic = Radians(280.460 + (0.9856474 * days) + (1.915 * Math.Sin(anomaly)) + (0.020 * Math.Sin(2 * anomaly)));
        var tilt = Radians(23.439 - (0.0000004 * days));
        var declination = Math.Asin(Math.Sin(tilt) * Math.Sin(ecliptic));
        var ascension = Math.Atan2(Math.Cos(tilt) * Math.Sin(ecliptic), Math.Cos(ecliptic));
        var siderealHours = 18.697374558 + (SiderealHoursADay * days);
        var hourAngle = Radians((siderealHours * 15) + longitude) - ascension;
        var north = Radians(latitude);
        return Math.Asin((Math.Sin(north) * Math.Sin(declination)) + (Math.Cos(north) * Math.Cos(declination) * Math.Cos(hourAngle))) * 180 / Math.PI;
    }

    /// <summary>Whether it is day at a place; null: twilight, or the place is not known. Then only the picture tells.</summary>
    public static bool? IsDaylight(double? latitude, double? longitude, DateTimeOffset at) => (latitude, longitude) switch
    {
        ({ } north, { } east) => Of(north, east, at) switch { >= Day => true, <= Night => false, _ => null },
        _ => null,
    };

    private static double Radians(double degrees) => degrees % Turn * Math.PI / 180;
}
