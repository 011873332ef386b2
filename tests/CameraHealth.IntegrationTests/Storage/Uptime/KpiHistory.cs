using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Uptime;
using CameraHealth.Storage.Queries;
using CsCheck;

namespace CameraHealth.IntegrationTests.Storage.Uptime;

/// <summary>Ten days around a night, in a zone, and what happens in them and afterwards.</summary>
/// <param name="Zone">Where the site lies.</param>
/// <param name="Night">Local day in the middle; where the zone has them, one that changes the clocks.</param>
/// <param name="Steps">In order.</param>
internal sealed record KpiHistory(string Zone, DateOnly Night, IReadOnlyList<KpiStep> Steps)
{
    public const int Devices = 3;

    public static readonly TimeSpan Length = TimeSpan.FromDays(10);

    private static readonly Gen<(string, DateOnly)> Nights = OneOf(
        ("Asia/Ho_Chi_Minh", new DateOnly(2026, 4, 30)),
        ("Asia/Kathmandu", new DateOnly(2026, 1, 31)),
        ("Europe/Berlin", new DateOnly(2026, 3, 29)),
        ("Europe/Berlin", new DateOnly(2025, 10, 26)),
        ("America/St_Johns", new DateOnly(2026, 3, 8)),
        ("America/St_Johns", new DateOnly(2025, 11, 2)));

    private static readonly Gen<Sight> Sights = Gen.Frequency(
        (8, Gen.Const(Sight.Good)), (5, Gen.Const(Sight.Silent)), (2, Gen.Const(Sight.ClockOff)), (1, Gen.Const(Sight.Refusing)),
        (8, Gen.Const(Sight.StreamGood)), (3, Gen.Const(Sight.NoFrames)), (1, Gen.Const(Sight.OwnNetworkDown)));

    private static readonly Gen<KpiStep> Step = Gen.Frequency(
        (10, Gen.Int[1, 2].Select(times => (KpiStep)new KpiStep.Deliver(times))),
        (6, Gen.Select(
            Gen.Int[0, 5], Gen.Double[-0.1, 1], Gen.Double[0.5, 60], Gen.Bool, Gen.OneOf(Gen.Int[0, 1439], Gen.Int[90, 200]), Gen.Bool,
            (scope, from, hours, isWeekly, minutes, isAhead) => (KpiStep)new KpiStep.Maintain(scope, from, hours, isWeekly, minutes, isAhead))),
        (2, Gen.Int[0, 9].Select(pick => (KpiStep)new KpiStep.EndMaintenance(pick))),
        (3, Gen.Select(Gen.Int[0, Devices - 1], Gen.Int[-7, 6], Gen.Enum<ServiceState>(), (device, day, state) => (KpiStep)new KpiStep.Serve(device, day, state))),
        (2, Gen.Select(
            Gen.Int[0, Devices - 1], Gen.Double[-0.1, 1], Gen.Double[0.1, 60], Gen.Enum<Status>(),
            (device, from, hours, status) => (KpiStep)new KpiStep.Correct(device, from, hours, status))),
        (1, Gen.Int[0, 9].Select(pick => (KpiStep)new KpiStep.TakeBack(pick))),
        (4, Gen.Const((KpiStep)new KpiStep.AddUp())),
        (6, Gen.Select(
            Gen.Double[-0.2, 1.1], Gen.Double[-0.2, 1.2], OneOf(KpiGrouping.Fleet, KpiGrouping.Device, KpiGrouping.Site, KpiGrouping.Unit), Gen.Enum<FigureSourcePick>(),
            (from, to, grouping, source) => (KpiStep)new KpiStep.Ask(from, to, grouping, source))));

    // Mostly as before, so that nothing changes and only the freshness is written.
    private static readonly Gen<Sight> CalmSights = Gen.Frequency((40, Gen.Const(Sight.Good)), (20, Gen.Const(Sight.StreamGood)), (1, Sights));

    // Devices are polled every few hours; between the days of one batch and those of the next everything else happens, and some polls come late.
    public static readonly Gen<KpiHistory> All =
        from night in Nights
        from isCalm in Gen.Bool
        from strangers in isCalm ? OneOf(0.0, 0.02) : OneOf(0.0, 0.1, 1.0)
        from hours in isCalm ? OneOf(60.0, 200.0) : OneOf(5.0, 30.0)
        let sights = isCalm ? CalmSights : Sights
        from polls in Gen.Select(
            Gen.Int[0, Devices - 1], sights, Gen.Double[0, 1], Gen.Double[0, 1],
            (device, sight, at, who) => new KpiStep.Poll(device, sight, at, who >= strangers, hours)).Array[20, 140]
        from late in OneOf(0.0, 0.1, 0.3)
        from steps in Step.Array[6, 18]
        select new KpiHistory(night.Item1, night.Item2, Spread(polls, late, steps));

    public override string ToString() => $"{Zone} {Night:O}\n{string.Join('\n', Steps)}";

    private static Gen<T> OneOf<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(index => values[index]);

    private static List<KpiStep> Spread(KpiStep.Poll[] polls, double late, KpiStep[] steps)
    {
        // A late poll stays where it was drawn, the others stand in order of time.
        var lateCount = (int)(polls.Length * late);
        var order = polls.Skip(lateCount).OrderBy(poll => poll.At).ToList();
        for (var i = 0; i < lateCount; i++)
        {
            order.Insert(i * order.Count / lateCount, polls[i]);
        }

        var spread = new List<KpiStep>();
        for (var i = 0; i < steps.Length; i++)
        {
            spread.AddRange(order.Skip(i * order.Count / steps.Length).Take(((i + 1) * order.Count / steps.Length) - (i * order.Count / steps.Length)));
            spread.Add(steps[i]);
        }

        return spread;
    }
}
