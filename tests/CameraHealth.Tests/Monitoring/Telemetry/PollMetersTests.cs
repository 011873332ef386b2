using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Telemetry;
using CameraHealth.Tests.Monitoring.Doubles;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Telemetry;

public sealed class PollMetersTests : IDisposable
{
    private readonly PollMeters _meters = new();
    private readonly MeterReadings _readings;

    public PollMetersTests() => _readings = new MeterReadings(_meters);

    public void Dispose()
    {
        _readings.Dispose();
        _meters.Dispose();
    }

    [Theory]
    [InlineData("good", Finding.Good, Finding.Good)]
    [InlineData("deviating", Finding.Good, Finding.Deviating)]
    [InlineData("failed", Finding.Good, Finding.Failed)]
    [InlineData("refused", Finding.Good, Finding.Refused)]
    [InlineData("inconclusive", Finding.Failed, Finding.Inconclusive)]
    public void Poll_is_counted_by_its_worst_finding(string outcome, Finding first, Finding second)
    {
        _meters.Polled(PollKind.Health, [new RungFinding(Rung.Reachable, first), new RungFinding(Rung.Responding, second)], null);
        _readings.Total("camerahealth_polls", $"kind=health outcome={outcome}").ShouldBe(1);
    }

    [Fact]
    public void Poll_that_found_nothing_told_nothing()
    {
        _meters.Polled(PollKind.Stream, [], null);
        _readings.Total("camerahealth_polls", "kind=stream outcome=inconclusive").ShouldBe(1);
    }

    [Fact]
    public void Lateness_below_zero_is_none_and_absent_is_absent()
    {
        _meters.Polled(PollKind.Health, [], TimeSpan.FromMilliseconds(-4));
        _meters.Polled(PollKind.Health, [], null);
        _meters.Polled(PollKind.Health, [], TimeSpan.FromSeconds(1.5));
        _readings.Values("camerahealth_poll_lateness_seconds").ShouldBe([0, 1.5]);
    }

    [Fact]
    public void Missed_dropped_and_failures_to_store_are_counted()
    {
        _meters.Missed(PollKind.Health, 3);
        _meters.Dropped(PollKind.Stream);
        _meters.StoreFailed();
        _readings.Total("camerahealth_polls", "kind=health outcome=missed").ShouldBe(3);
        _readings.Total("camerahealth_polls", "kind=stream outcome=dropped").ShouldBe(1);
        _readings.Total("camerahealth_store_failures").ShouldBe(1);
    }

    [Fact]
    public void Queue_depth_is_read_when_it_is_asked_for()
    {
        var depth = 7;
        _meters.WatchQueue(() => depth);
        _readings.Observe("camerahealth_queue_depth").ShouldBe(7);
        depth = 2;
        _readings.Observe("camerahealth_queue_depth").ShouldBe(2);
    }
}
