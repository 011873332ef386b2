using CameraHealth.Monitoring.Uptime;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Uptime;

public sealed class LocalTimeTests
{
    [Theory]
    [InlineData("Asia/Ho_Chi_Minh", "2026-04-30T02:30", "2026-04-29T19:30Z")]
    [InlineData("Asia/Kathmandu", "2026-04-30T02:30", "2026-04-29T20:45Z")]
    [InlineData("Europe/Berlin", "2026-03-29T02:30", "2026-03-29T01:30Z")]
    [InlineData("Europe/Berlin", "2026-10-25T02:30", "2026-10-25T00:30Z")]
    [InlineData("America/St_Johns", "2026-03-08T02:15", "2026-03-08T05:45Z")]
    [InlineData("America/St_Johns", "2026-11-01T01:15", "2026-11-01T03:45Z")]
    public void Skipped_time_moves_forward_and_of_a_repeated_one_the_first_is_meant(string zone, string local, string utc) =>
        LocalTime.ToInstant(DateTime.Parse(local, null), TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldBe(DateTimeOffset.Parse(utc, null));
}
