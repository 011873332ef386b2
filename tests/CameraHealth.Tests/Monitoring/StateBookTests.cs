using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring;

public sealed class StateBookTests
{
    private readonly StateBook _book = new();

    [Fact]
    public void Reload_keeps_the_newer_state_in_memory_and_a_claim_does_not()
    {
        Load(Status.Healthy, replace: true);
        Load(Status.Unhealthy, replace: false);
        _book.Find(1)!.Status.ShouldBe(Status.Healthy);
        Load(Status.Unhealthy, replace: true);
        _book.Find(1)!.Status.ShouldBe(Status.Unhealthy);
    }

    [Fact]
    public void Reload_takes_a_device_over_whose_rungs_have_changed()
    {
        Load(Status.Healthy, replace: true);
        _book.Load(new Dictionary<long, DeviceState> { [1] = DeviceState.NeverObserved(1, Rungs.WithoutResponding, Devices.Start) }, replace: false);
        _book.Find(1)!.Rungs.Count.ShouldBe(Rungs.WithoutResponding.Count);
    }

    [Fact]
    public void Judging_replaces_the_state_and_null_leaves_it()
    {
        Load(Status.Healthy, replace: true);
        _book.Judge(1, state => state with { Status = Status.Degraded }).ShouldNotBeNull().Status.ShouldBe(Status.Degraded);
        _book.Judge(1, _ => null).ShouldBeNull();
        _book.Find(1)!.Status.ShouldBe(Status.Degraded);
    }

    [Fact]
    public void State_that_the_store_made_is_taken_over_unless_the_device_was_judged_again_since()
    {
        Load(Status.Healthy, replace: true);
        var last = Devices.Start.AddMinutes(1);
        _book.Judge(1, state => state with { LastAt = last });
        _book.Adopt([_book.Find(1)! with { Status = Status.Unhealthy }]);
        _book.Find(1)!.Status.ShouldBe(Status.Unhealthy);

        _book.Judge(1, state => state with { LastAt = last.AddSeconds(1) });
        _book.Adopt([_book.Find(1)! with { Status = Status.Degraded, LastAt = last }]);
        _book.Find(1)!.Status.ShouldBe(Status.Unhealthy);
    }

    [Fact]
    public void Device_that_is_not_owned_is_not_judged()
    {
        _book.Find(2).ShouldBeNull();
        _book.Judge(2, _ => throw new InvalidOperationException()).ShouldBeNull();
    }

    [Fact]
    public async Task One_device_is_never_judged_twice_at_once()
    {
        Load(Status.Healthy, replace: true);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            for (var i = 0; i < 500; i++)
            {
                _book.Judge(1, state => state with { Since = state.Since.AddSeconds(1) });
            }
        })));
        _book.Find(1)!.Since.ShouldBe(Devices.Start.AddSeconds(4000));
    }

    private void Load(Status status, bool replace) =>
        _book.Load(new Dictionary<long, DeviceState> { [1] = DeviceState.NeverObserved(1, Rungs.All, Devices.Start) with { Status = status } }, replace);
}
