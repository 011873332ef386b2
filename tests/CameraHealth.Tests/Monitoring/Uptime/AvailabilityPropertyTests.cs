using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Tests.Monitoring.Doubles;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Uptime;

/// <summary>From random observations to seconds, held against a walk that looks at each second by itself.</summary>
public sealed class AvailabilityPropertyTests
{
    private const int Longest = 4000;

    private static readonly Gen<Period[]> Periods = Gen.Select(Gen.Int[-100, Longest], Gen.Int[1, 2000], Gen.Bool)
        .Select((from, length, isOpen) => new Period(Second(from), isOpen && length % 7 == 0 ? null : Second(from + length))).Array[0, 3];

    private static readonly Gen<Case> Cases = Gen.Select(
        RandomHistory.Any, RandomHistory.Policy, Periods, Periods, Gen.Int[0, Longest], Gen.Int[0, Longest], Gen.Int[0, Longest].Nullable(),
        (history, policy, service, maintenance, one, other, monitoredFrom) => new Case(
            Judge(history, policy), service.Length == 0 ? [new Period(DateTimeOffset.MinValue, null)] : service, maintenance,
            Math.Min(one, other), Math.Max(one, other), monitoredFrom is { } second ? Second(second) : null));

    [Fact]
    public void Parts_give_the_whole_window_to_the_tick_and_none_is_negative() => Gen.Select(Cases, Gen.Long[0, TimeSpan.TicksPerHour]).Sample((input, ticks) =>
    {
        var a = input.Calculate(Second(input.From).AddTicks(ticks), Second(input.To).AddTicks(2 * ticks));
        (a.Up + a.Down + a.Maintenance + a.Unknown + a.NotInService).ShouldBe(a.Window);
        a.Window.ShouldBe(Second(input.To) - Second(input.From) + TimeSpan.FromTicks(ticks));
        new[] { a.Up, a.Down, a.Maintenance, a.Unknown, a.NotInService, a.NotMonitored }.ShouldAllBe(part => part >= TimeSpan.Zero);
        a.NotMonitored.ShouldBeLessThanOrEqualTo(a.Unknown);
    });

    [Fact]
    public void Window_split_anywhere_adds_up_to_the_whole() => Gen.Select(Cases, Gen.Double[0, 1]).Sample((input, share) =>
    {
        var (from, to) = (Second(input.From), Second(input.To));
        var cut = from + TimeSpan.FromTicks((long)((to - from).Ticks * share));
        var (whole, first, second) = (input.Calculate(from, to), input.Calculate(from, cut), input.Calculate(cut, to));
        new Availability(
            first.Window + second.Window, first.Up + second.Up, first.Down + second.Down, first.Maintenance + second.Maintenance,
            first.Unknown + second.Unknown, first.NotInService + second.NotInService, first.NotMonitored + second.NotMonitored).ShouldBe(whole);
    });

    [Fact]
    public void Each_second_is_booked_as_the_slow_walk_books_it() => Cases.Sample(
        input => input.Calculate(Second(input.From), Second(input.To)).ShouldBe(input.Walk()), iter: 300);

    [Fact]
    public void Maintenance_never_lifts_coverage_and_never_fills_a_hole() => Cases.Sample(input =>
    {
        var with = input.Calculate(Second(input.From), Second(input.To));
        var without = (input with { Maintenance = [] }).Calculate(Second(input.From), Second(input.To));
        (with.Unknown, with.NotInService, with.Coverage).ShouldBe((without.Unknown, without.NotInService, without.Coverage));
        (with.Up + with.Down + with.Maintenance).ShouldBe(without.Up + without.Down);
    });

    private static DateTimeOffset Second(int second) => Devices.Start.AddSeconds(second);

    private static (DeviceState State, IReadOnlyList<Transition> Transitions) Judge((IReadOnlyList<Rung> Rungs, IReadOnlyList<Observation> Observations) history, PollPolicy policy)
    {
        var state = DeviceState.NeverObserved(1, history.Rungs, Devices.Start);
        var transitions = new List<Transition>();
        foreach (var observation in history.Observations)
        {
            var result = Assessor.Assess(state, observation, policy);
            state = result.State;
            transitions.AddRange(result.Transitions);
        }

        return (state, transitions);
    }

    private sealed record Case(
        (DeviceState State, IReadOnlyList<Transition> Transitions) Ledger, Period[] Service, Period[] Maintenance, int From, int To, DateTimeOffset? MonitoredFrom)
    {
        public Availability Calculate(DateTimeOffset from, DateTimeOffset to) => AvailabilityCalculator.Calculate(
            from, to, StatusHistory.Spans(Ledger.Transitions, Ledger.State, Second(10 * Longest)), Service, Maintenance, MonitoredFrom);

        /// <summary>Obvious and slow: asks of every second what it was.</summary>
        public Availability Walk()
        {
            int up = 0, down = 0, maintained = 0, unknown = 0, outside = 0, unmonitored = 0;
            for (var second = From; second < To; second++)
            {
                var at = Second(second);
                var status = StatusAt(at);
                if (!IsIn(Service, at))
                {
                    outside++;
                }
                else if (status == Status.Unknown)
                {
                    unknown++;
                    unmonitored += MonitoredFrom is null || at < MonitoredFrom ? 1 : 0;
                }
                else if (IsIn(Maintenance, at))
                {
                    maintained++;
                }
                else if (status == Status.Unhealthy)
                {
                    down++;
                }
                else
                {
                    up++;
                }
            }

            static TimeSpan Seconds(int count) => TimeSpan.FromSeconds(count);
            return new Availability(Seconds(To - From), Seconds(up), Seconds(down), Seconds(maintained), Seconds(unknown), Seconds(outside), Seconds(unmonitored));
        }

        private static bool IsIn(Period[] periods, DateTimeOffset at) => periods.Any(period => period.From <= at && !(period.To <= at));

        // The last row of the ledger up to then; after the last row, what the state says once its vouching is long over.
        private Status StatusAt(DateTimeOffset at) => Ledger.State.Status != Status.Unknown && at >= Ledger.State.NextDueAt && at >= Ledger.State.Since
            ? Status.Unknown
            : (Status)(Ledger.Transitions.LastOrDefault(transition => transition.Rung is null && transition.At <= at)?.To ?? 0);
    }
}
