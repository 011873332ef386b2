using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>A simulated day: every camera polled once a minute, judged as a worker judges, mostly good; a share of the polls changes a verdict.</summary>
/// <param name="devices">Each with its group.</param>
/// <param name="begin">Begin of the day, in the future: what lies in the past is written as late, which is another thing to measure.</param>
/// <param name="changes">Share of the polls that change a verdict.</param>
internal sealed class IngestDay(IReadOnlyList<(int Device, int Group)> devices, DateTimeOffset begin, double changes)
{
    // One observation confirms, so that each change is one of the share.
    private static readonly PollPolicy Policy = new() { FailuresToConfirm = 1, RecoveriesToConfirm = 1, StreamInterval = TimeSpan.FromHours(24) };
    private static readonly RungFinding[] Good = [RungFinding.Good(Rung.Reachable), RungFinding.Good(Rung.Responding), RungFinding.Good(Rung.Authenticated)];
    private static readonly RungFinding[] ClockOff = [RungFinding.Good(Rung.Reachable), new(Rung.Responding, Finding.Deviating, Reason.ClockOff), RungFinding.Good(Rung.Authenticated)];
    private static readonly RungFinding[] Silent = [new(Rung.Reachable, Finding.Failed, Reason.ConnectTimeout)];
    private static readonly RungFinding[] Streaming = [RungFinding.Good(Rung.Streaming)];

    private readonly Random _random = new(3);
    private readonly DeviceState[] _states = [.. devices.Select(device => DeviceState.NeverObserved(device.Device, Rungs.All, begin))];
    private readonly RungFinding[][] _found = [.. devices.Select(_ => Good)];
    private readonly double[] _clocks = [.. devices.Select((_, i) => (i % 4000) - 2000.0)];

    /// <summary>The first of all: a stream poll each, so that every verdict is known.</summary>
    public ObservationBatch Streams() =>
        Batch(begin.AddMinutes(-2), [.. Each(i => Judge(i, Facts(i, PollKind.Stream, begin.AddMinutes(-2), Streaming)))]);

    /// <summary>Some minutes of all cameras.</summary>
    public ObservationBatch Minutes(int first, int count) =>
        Batch(begin.AddMinutes(first), [.. Enumerable.Range(first, count).SelectMany(minute => Each(i => Minute(i, begin.AddMinutes(minute))))]);

    private static ObservationBatch Batch(DateTimeOffset at, AssessedObservation[] items) => new(Guid.CreateVersion7(at), IngestFleet.Worker, items);

    private IEnumerable<AssessedObservation> Each(Func<int, AssessedObservation> item) => Enumerable.Range(0, devices.Count).Select(item);

    private AssessedObservation Minute(int i, DateTimeOffset at)
    {
        if (_random.NextDouble() < changes)
        {
            _found[i] = _found[i] != Good ? Good : _random.Next(2) == 0 ? ClockOff : Silent;
        }

        return Judge(i, Facts(i, PollKind.Health, at, _found[i]));
    }

    private AssessedObservation Judge(int i, Observation facts)
    {
        var before = _states[i];
        var result = Assessor.Assess(before, facts, Policy);
        _states[i] = result.State;
        return new AssessedObservation(devices[i].Group, 1, facts, before.LastAt, result.State, result.Transitions);
    }

    private Observation Facts(int i, PollKind kind, DateTimeOffset minute, RungFinding[] findings)
    {
        var due = minute + (PollGrid.Slot * (devices[i].Device % 12));
        var lateness = TimeSpan.FromMicroseconds(_random.Next(500, 40_000));
        var duration = TimeSpan.FromMicroseconds(_random.Next(40_000, 400_000));
        _clocks[i] += _random.Next(-20, 21);
        var next = due + Policy.IntervalOf(kind);
        return new Observation
        {
            DeviceId = devices[i].Device,
            Kind = kind,
            DueAt = due,
            At = due + lateness + duration,
            NextDueAt = next,
            VouchedUntil = next + (2 * Policy.DeadlineOf(kind)),
            Duration = duration,
            Lateness = lateness,
            Findings = findings,
            Clock = findings == Silent || kind == PollKind.Stream ? null : new ClockReading(
                new DateTimeOffset(due.UtcDateTime.AddSeconds((int)(_clocks[i] / 1000))), TimeSpan.FromMilliseconds(_clocks[i]), TimeSpan.FromMilliseconds(520) + (duration / 4)),
        };
    }
}
