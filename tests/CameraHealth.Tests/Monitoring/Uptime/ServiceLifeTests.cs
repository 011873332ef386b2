using CameraHealth.Monitoring.Uptime;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Uptime;

public sealed class ServiceLifeTests
{
    private static readonly DateTimeOffset Day = new(2026, 1, 1, 17, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Only_time_in_service_counts_and_a_suspension_is_a_hole()
    {
        var life = new ServiceLife(
        [
            new ServiceChange(Day.AddDays(30), ServiceState.Suspended), new ServiceChange(Day, ServiceState.Installed), new ServiceChange(Day.AddDays(10), ServiceState.InService),
            new ServiceChange(Day.AddDays(40), ServiceState.InService), new ServiceChange(Day.AddDays(50), ServiceState.Retired),
        ]);
        life.InService().ShouldBe([new Period(Day.AddDays(10), Day.AddDays(30)), new Period(Day.AddDays(40), Day.AddDays(50))]);
        life.StateAt(Day.AddTicks(-1)).ShouldBe(ServiceState.Planned);
        life.StateAt(Day.AddDays(35)).ShouldBe(ServiceState.Suspended);
    }

    [Fact]
    public void Device_without_a_life_is_in_service_since_ever() => ServiceLife.Always.InService().ShouldBe([new Period(DateTimeOffset.MinValue, null)]);
}
