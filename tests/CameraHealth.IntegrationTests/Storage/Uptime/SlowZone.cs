namespace CameraHealth.IntegrationTests.Storage.Uptime;

/// <summary>Local times the obvious way: look at the clock on the wall minute by minute.</summary>
internal static class SlowZone
{
    public static DateTimeOffset InstantOf(DateTime local, string zoneName)
    {
        var zone = TimeZoneInfo.FindSystemTimeZoneById(zoneName);
        var utc = new DateTimeOffset(local, TimeSpan.Zero).AddHours(-16);
        DateTimeOffset before = default;
        for (var minute = 0; minute < 32 * 60; minute++)
        {
            var at = utc.AddMinutes(minute);
            var wall = TimeZoneInfo.ConvertTime(at, zone).DateTime;
            if (wall == local)
            {
                return at;
            }

            if (wall > local && before != default)
            {
                // The wall skipped it: had it gone on as before, it would show it now.
                return before + (local - TimeZoneInfo.ConvertTime(before, zone).DateTime);
            }

            before = at;
        }

        throw new InvalidOperationException($"the wall in {zoneName} never shows {local}");
    }
}
