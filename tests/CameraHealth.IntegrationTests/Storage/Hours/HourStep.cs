using CameraHealth.IntegrationTests.Storage.Ledger;
using CsCheck;

namespace CameraHealth.IntegrationTests.Storage.Hours;

/// <summary>One thing that happens to observations of three days.</summary>
internal abstract record HourStep
{
    /// <summary>A device is polled at a share of the three days; it is not delivered yet. Measures of a stream: null, not made.</summary>
    public sealed record Poll(int Device, Sight Sight, double At, int Milliseconds, float? FrameRate, float? BitRate, float? LossRatio) : HourStep;

    /// <summary>Everything polled and not delivered is, and this many times.</summary>
    public sealed record Deliver(int Times) : HourStep;

    /// <summary>Closed hours are added up: all of them, or as many.</summary>
    public sealed record AddUp(int Hours) : HourStep;

    public sealed record Pack : HourStep;

    public sealed record Compare : HourStep;

    private static readonly Gen<Sight> Sights = Gen.OneOf(
        [.. new[] { Sight.Good, Sight.Silent, Sight.Refusing, Sight.ClockOff, Sight.Busy, Sight.StreamGood, Sight.NoFrames, Sight.StreamGood }.Select(sight => Gen.Const(sight))]);

    private static readonly Gen<HourStep> SomePoll = Gen.Select(
        Gen.Int[0, 1], Sights, Gen.OneOf(Gen.Double[0, 1], Gen.Double[0.3, 0.34]), Gen.Int[0, 40_000], Gen.Select(Measure(60), Measure(12e6f), Measure(1)),
        (device, sight, at, milliseconds, measures) => (HourStep)new Poll(device, sight, at, milliseconds, measures.Item1, measures.Item2, measures.Item3));

    /// <summary>Any order of them.</summary>
    public static readonly Gen<HourStep[]> All = Gen.Frequency(
        (40, SomePoll), (4, Gen.Int[1, 2].Select(times => (HourStep)new Deliver(times))), (2, Gen.Int[1, 80].Select(hours => (HourStep)new AddUp(hours))),
        (1, Gen.Const((HourStep)new Pack())), (1, Gen.Const((HourStep)new Compare()))).Array[20, 200];

    private static Gen<float?> Measure(float most) => Gen.Frequency((1, Gen.Const((float?)null)), (1, Gen.Const((float?)0)), (4, Gen.Float[0, most].Select(value => (float?)value)));
}
