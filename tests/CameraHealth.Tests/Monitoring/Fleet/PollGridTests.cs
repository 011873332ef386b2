using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Fleet;

public sealed class PollGridTests
{
    private static readonly Gen<PollPolicy> Policies = Gen.Select(Gen.Int[2, 720], Gen.Int[2, 5760], (health, stream) => new PollPolicy
    {
        HealthInterval = PollGrid.Slot * health,
        StreamInterval = PollGrid.Slot * 3 * stream,
    });

    private static readonly Gen<PollTarget> Targets = Gen.Select(Policies, Gen.Long[1, 100_000], Gen.Int[0, 64], (policy, id, channel) =>
        channel == 0 ? Devices.Target(Devices.Camera(id), policy) : Devices.Target(Devices.Channel(Devices.Recorder(id), channel), policy, Devices.Recorder(id)));

    [Fact]
    public void Next_due_time_is_later_on_the_slot_grid_and_the_first_that_is_due() => Gen.Select(Targets, Gen.Enum<PollKind>(), Gen.Long[0, TimeSpan.TicksPerDay]).Sample((target, kind, ticks) =>
    {
        var instant = Devices.Start.AddTicks(ticks);
        var due = PollGrid.NextDue(target, kind, instant);
        due.ShouldBeGreaterThan(instant);
        (due - instant).ShouldBeLessThanOrEqualTo(target.Policy.IntervalOf(kind));
        PollGrid.SlotOf(due).ShouldBe(due);
        PollGrid.IsDue(target, kind, due).ShouldBeTrue();
    });

    [Fact]
    public void Device_is_due_exactly_once_an_interval() => Gen.Select(Gen.Long[1, 5000], Gen.Enum<PollKind>()).Sample((id, kind) =>
    {
        var target = Devices.Target(Devices.Camera(id));
        var slots = (int)(target.Policy.IntervalOf(kind) / PollGrid.Slot);
        Enumerable.Range(0, slots).Count(i => PollGrid.IsDue(target, kind, Devices.Start + PollGrid.Slot * i)).ShouldBe(1);
    });

    [Fact]
    public void Grid_does_not_move_with_the_instant_it_is_asked_at()
    {
        var target = Devices.Target(Devices.Camera(42));
        var first = PollGrid.NextDue(target, PollKind.Health, Devices.Start);
        for (var i = 0; i < 1000; i++)
        {
            var due = PollGrid.NextDue(target, PollKind.Health, Devices.Start.AddSeconds(7.3 * i));
            ((due - first).Ticks % target.Policy.HealthInterval.Ticks).ShouldBe(0);
        }
    }

    [Fact]
    public void Thousand_devices_are_spread_evenly_over_the_slots()
    {
        var targets = Enumerable.Range(1, 1200).Select(id => Devices.Target(Devices.Camera(id))).ToList();
        foreach (var kind in Enum.GetValues<PollKind>())
        {
            var slots = (int)(targets[0].Policy.IntervalOf(kind) / PollGrid.Slot);
            var load = Enumerable.Range(0, slots).Select(i => targets.Count(target => PollGrid.IsDue(target, kind, Devices.Start + PollGrid.Slot * i)));
            var even = (double)targets.Count / slots;
            load.ShouldAllBe(count => count >= Math.Floor(even) && count <= Math.Ceiling(even));
        }
    }

    [Fact]
    public void Health_and_stream_of_a_device_never_meet_in_a_slot()
    {
        foreach (var target in Enumerable.Range(1, 200).Select(id => Devices.Target(Devices.Encoder(id))))
        {
            for (var slot = Devices.Start; slot < Devices.Start.AddMinutes(5); slot += PollGrid.Slot)
            {
                (PollGrid.IsDue(target, PollKind.Health, slot) && PollGrid.IsDue(target, PollKind.Stream, slot)).ShouldBeFalse();
            }
        }
    }

    [Fact]
    public void Streams_of_a_recorder_follow_each_other_at_ten_seconds()
    {
        var due = Devices.RecorderWithChannels(16).Skip(1).Select(channel => PollGrid.NextDue(channel, PollKind.Stream, Devices.Start)).Order().ToList();
        due.Distinct().Count().ShouldBe(16);
        due.Zip(due.Skip(1), (one, next) => next - one).ShouldAllBe(distance => distance >= TimeSpan.FromSeconds(10));
    }

    [Fact]
    public void Channels_of_a_recorder_share_a_slot_and_leave_the_recorder_its_own()
    {
        var targets = Devices.RecorderWithChannels(16);
        var due = targets.Select(target => PollGrid.NextDue(target, PollKind.Health, Devices.Start)).ToList();
        due.Skip(1).Distinct().ShouldHaveSingleItem();
        (due[0] - due[1]).Duration().ShouldBe(targets[0].Policy.HealthInterval / 2);
    }

    [Theory]
    [InlineData(0, 0)]
    [InlineData(4.999, 0)]
    [InlineData(5, 5)]
    [InlineData(59.5, 55)]
    public void Slot_is_the_one_that_holds_the_instant(double second, double slot) => PollGrid.SlotOf(Devices.Start.AddSeconds(second)).ShouldBe(Devices.Start.AddSeconds(slot));
}
