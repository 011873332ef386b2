using CameraHealth.Monitoring.Assessment;
using CameraHealth.Tests.Web.Doubles;
using CameraHealth.Web.Fleet;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class FleetFeedTests
{
    private readonly FakeTimeProvider _time = new(Rows.Now);
    private readonly StoredFleet _fleet;
    private readonly FleetFeed _feed;

    public FleetFeedTests()
    {
        _fleet = new StoredFleet(_time) { Devices = [Rows.Healthy("CAM-01")] };
        _feed = new FleetFeed(_fleet, _time, NullLogger<FleetFeed>.Instance);
    }

    [Fact]
    public async Task Hundred_lookers_cost_one_query_in_three_seconds()
    {
        await Task.WhenAll(Enumerable.Range(0, 100).Select(_ => ReadAsync()));
        _time.Advance(FleetFeed.MaxAge - TimeSpan.FromMilliseconds(1));
        await ReadAsync();
        _fleet.FleetReads.ShouldBe(1);

        _time.Advance(TimeSpan.FromMilliseconds(1));
        await ReadAsync();
        _fleet.FleetReads.ShouldBe(2);
    }

    [Fact]
    public async Task Leaver_takes_nobody_else_down()
    {
        var gate = new TaskCompletionSource();
        _fleet.Gate = gate.Task;
        using var leaving = new CancellationTokenSource();
        var leaver = _feed.ReadAsync(leaving.Token);
        var stayer = ReadAsync();
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => leaver);
        gate.SetResult();
        (await stayer).IsCurrent.ShouldBeTrue();
    }

    [Fact]
    public async Task Database_away_makes_every_device_unknown_since_then_and_never_down()
    {
        await ReadAsync();
        _fleet.IsAway = true;
        _time.Advance(FleetFeed.MaxAge);
        var first = await ReadAsync();
        _time.Advance(FleetFeed.MaxAge);
        var second = await ReadAsync();

        second.IsCurrent.ShouldBeFalse();
        second.FailingSince.ShouldBe(first.FailingSince);
        second.ReadAt.ShouldBe(Rows.Now);
        second.Devices.Single().Status.ShouldBe(Status.Unknown);
        second.Devices.Single().Rungs.ShouldAllBe(rung => rung.Status == RungStatus.Unknown);

        _fleet.IsAway = false;
        _time.Advance(FleetFeed.MaxAge);
        (await ReadAsync()).Devices.Single().Status.ShouldBe(Status.Healthy);
    }

    [Fact]
    public async Task Read_that_hangs_ends_at_its_deadline()
    {
        _fleet.Gate = new TaskCompletionSource().Task;
        var reading = ReadAsync();
        while (!reading.IsCompleted)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, TestContext.Current.CancellationToken);
        }

        (await reading).FailingSince.ShouldNotBeNull();
    }

    private Task<FleetReading> ReadAsync() => _feed.ReadAsync(TestContext.Current.CancellationToken);
}
