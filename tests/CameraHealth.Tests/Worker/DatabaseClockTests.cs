using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Tests.Worker.Doubles;
using CameraHealth.Worker;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker;

public sealed class DatabaseClockTests
{
    private readonly FakeTimeProvider _machine = new(Devices.Start);
    private readonly PlayedFleetStore _store;
    private readonly DatabaseClock _clock;

    public DatabaseClockTests()
    {
        _store = new PlayedFleetStore(_machine);
        _clock = new DatabaseClock(_machine);
    }

    [Fact]
    public void Until_it_is_measured_it_is_the_machine_s()
    {
        _machine.Advance(TimeSpan.FromSeconds(3));
        _clock.GetUtcNow().ShouldBe(Devices.Start.AddSeconds(3));
    }

    [Theory]
    [InlineData(90)]
    [InlineData(-90)]
    public async Task Measured_it_is_the_database_s_and_runs_on(int offset)
    {
        _store.Offset = TimeSpan.FromSeconds(offset);
        (await MeasureAsync()).ShouldBe(TimeSpan.FromSeconds(offset));
        (await MeasureAsync()).ShouldBe(TimeSpan.Zero);
        _machine.Advance(TimeSpan.FromMinutes(1));
        _clock.GetUtcNow().ShouldBe(Devices.Start.AddSeconds(60 + offset));
    }

    [Fact]
    public async Task Reading_is_placed_in_the_middle_of_the_round_trip()
    {
        _store.Offset = TimeSpan.FromSeconds(5);
        _store.OnTheWay = () => _machine.Advance(TimeSpan.FromMilliseconds(100));
        (await MeasureAsync()).ShouldBe(TimeSpan.FromSeconds(5));
        _clock.GetUtcNow().ShouldBe(_machine.GetUtcNow().AddSeconds(5));
    }

    [Fact]
    public async Task Step_of_the_machine_s_clock_does_not_move_it()
    {
        var stepping = new SteppingClock(_machine);
        var clock = new DatabaseClock(stepping);
        stepping.Step = TimeSpan.FromHours(2);
        _machine.Advance(TimeSpan.FromSeconds(1));
        clock.GetUtcNow().ShouldBe(Devices.Start.AddSeconds(1));
        await clock.MeasureAsync(_store, TestContext.Current.CancellationToken);
        clock.GetUtcNow().ShouldBe(Devices.Start.AddSeconds(1));
    }

    [Fact]
    public async Task Database_away_leaves_the_clock_as_it_was()
    {
        _store.Offset = TimeSpan.FromSeconds(5);
        await MeasureAsync();
        _store.Failure = new IOException();
        _store.Offset = TimeSpan.FromHours(1);
        await Should.ThrowAsync<IOException>(MeasureAsync);
        _clock.GetUtcNow().ShouldBe(Devices.Start.AddSeconds(5));
    }

    [Fact]
    public void Timers_run_on_the_machine_s_monotonic_clock()
    {
        var fired = 0;
        using var timer = _clock.CreateTimer(_ => fired++, null, TimeSpan.FromSeconds(1), Timeout.InfiniteTimeSpan);
        _machine.Advance(TimeSpan.FromSeconds(1));
        fired.ShouldBe(1);
        _clock.GetElapsedTime(_clock.GetTimestamp() - _clock.TimestampFrequency).ShouldBe(TimeSpan.FromSeconds(1));
    }

    private Task<TimeSpan> MeasureAsync() => _clock.MeasureAsync(_store, TestContext.Current.CancellationToken);
}
