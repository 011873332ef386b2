using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CsCheck;

namespace CameraHealth.Tests.Monitoring.Doubles;

/// <summary>What may befall a device, in whole seconds: any kind, any finding on any rung or none, early, late, on time, after long holes.</summary>
internal static class RandomHistory
{
    private static readonly Finding[] Everything = [Finding.Good, Finding.Good, Finding.Good, Finding.Deviating, Finding.Failed, Finding.Failed, Finding.Refused, Finding.Inconclusive];

    private static readonly Finding[] NothingFailed = [Finding.Good, Finding.Deviating, Finding.Refused, Finding.Inconclusive];

    /// <summary>Any applicable rungs and any observations of them, in order of time.</summary>
    public static Gen<(IReadOnlyList<Rung> Rungs, IReadOnlyList<Observation> Observations)> Any => Of(Everything);

    /// <summary>As <see cref="Any"/>, but nothing was ever measured and not there.</summary>
    public static Gen<(IReadOnlyList<Rung> Rungs, IReadOnlyList<Observation> Observations)> WithoutFailures => Of(NothingFailed);

    public static Gen<PollPolicy> Policy => Gen.Select(Gen.Int[1, 4], Gen.Int[1, 3], (failures, recoveries) => new PollPolicy { FailuresToConfirm = failures, RecoveriesToConfirm = recoveries });

    private static Gen<(IReadOnlyList<Rung> Rungs, IReadOnlyList<Observation> Observations)> Of(Finding[] findings)
    {
        var rungs = Gen.Int[0, 2].Select(which => new[] { Rungs.All, Rungs.UpToAuthenticated, Rungs.WithoutResponding }[which]);
        var wait = Gen.Frequency((8, Gen.Int[1, 70]), (1, Gen.Int[71, 900]));
        var found = Gen.Int[-1, findings.Length - 1].Array[5];
        var step = Gen.Select(wait, Gen.Int[0, 2], found, Gen.Int[1, 120], Gen.Int[0, 40]);
        return Gen.Select(rungs, step.Array[1, 40], (applicable, steps) => (applicable, (IReadOnlyList<Observation>)Observe(applicable, findings, steps)));
    }

    private static List<Observation> Observe(
        IReadOnlyList<Rung> applicable, Finding[] findings, (int Wait, int Kind, int[] Found, int DueAfter, int Grace)[] steps)
    {
        var at = Devices.Start;
        var observations = new List<Observation>();
        foreach (var step in steps)
        {
            at = at.AddSeconds(step.Wait);
            var kind = PollKind.Health + step.Kind;
            observations.Add(Observed.At(
                kind,
                at,
                [.. applicable.Select((rung, i) => (Rung: rung, Index: step.Found[i])).Where(pair => Rungs.MeasuredBy(pair.Rung) == kind && pair.Index >= 0)
                    .Select(pair => new RungFinding(pair.Rung, findings[pair.Index], ReasonOf(findings[pair.Index])))],
                new PollPolicy()) with { NextDueAt = at.AddSeconds(step.DueAfter), VouchedUntil = at.AddSeconds(step.DueAfter + step.Grace) });
        }

        return observations;
    }

    private static Reason ReasonOf(Finding finding) => finding switch
    {
        Finding.Good => Reason.None,
        Finding.Deviating => Reason.ClockOff,
        Finding.Failed => Reason.ReplyTimeout,
        Finding.Refused => Reason.CredentialsRefused,
        _ => Reason.DeviceBusy,
    };
}
