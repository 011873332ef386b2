using System.Globalization;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Monitoring.Probing.Contracts;

/// <summary>
/// Compares what was measured with a contract. What was not measured deviates from nothing. Tolerances: codec none; size none, turned by a quarter is
/// the same; frame rate 10 % and at least one picture a second, both ways; bit rate none beyond its band; keyframes may come earlier at will, and late by a
/// quarter and half a second.
/// </summary>
public static class ContractCheck
{
    private const double FrameRateTolerance = 0.1;
    private const double KeyframeTolerance = 1.25;

    private static readonly TimeSpan KeyframeSlack = TimeSpan.FromSeconds(0.5);

    /// <summary>The terms that are not kept, in the order of <see cref="ContractTerm"/>; empty: none.</summary>
    public static IReadOnlyList<ContractDeviation> Deviations(StreamContract contract, StreamReading measured) =>
        [.. new[] { Codec(contract, measured), Size(contract, measured), FrameRate(contract, measured), BitRate(contract, measured), Keyframes(contract, measured) }.OfType<ContractDeviation>()];

    /// <summary>The reason that names a term.</summary>
    public static Reason ReasonOf(ContractTerm term) => term switch
    {
        ContractTerm.Codec => Reason.CodecOffContract,
        ContractTerm.Size => Reason.SizeOffContract,
        ContractTerm.FrameRate => Reason.FrameRateOffContract,
        ContractTerm.BitRate => Reason.BitRateOffContract,
        _ => Reason.KeyframesOffContract,
    };

    private static ContractDeviation? Codec(StreamContract contract, StreamReading measured) => contract.Codec is { } wanted && measured.Codec is { } codec
        && !wanted.Equals(codec, StringComparison.OrdinalIgnoreCase) ? new ContractDeviation(ContractTerm.Codec, wanted, codec) : null;

    private static ContractDeviation? Size(StreamContract contract, StreamReading measured)
    {
        if (contract is not { Width: { } wide, Height: { } high } || measured is not { Width: { } width, Height: { } height })
        {
            return null;
        }

        return (width, height) == (wide, high) || (height, width) == (wide, high) ? null
            : new ContractDeviation(ContractTerm.Size, Text($"{wide}×{high}"), Text($"{width}×{height}"));
    }

    private static ContractDeviation? FrameRate(StreamContract contract, StreamReading measured) => contract.FrameRate is { } wanted && measured.FrameRate is { } rate
        && Math.Abs(rate - wanted) > Math.Max(1, wanted * FrameRateTolerance) ? new ContractDeviation(ContractTerm.FrameRate, Text($"{wanted:0.##} fps"), Text($"{rate:0.##} fps")) : null;

    private static ContractDeviation? BitRate(StreamContract contract, StreamReading measured) => measured.BitRate is { } rate && (rate < contract.BitRateLow || rate > contract.BitRateHigh)
        ? new ContractDeviation(ContractTerm.BitRate, Band(contract), Kilobits(rate)) : null;

    private static ContractDeviation? Keyframes(StreamContract contract, StreamReading measured) => contract.KeyframeInterval is { } wanted && measured.KeyframeInterval is { } interval
        && interval > wanted * KeyframeTolerance + KeyframeSlack
        ? new ContractDeviation(ContractTerm.KeyframeInterval, Text($"{wanted.TotalSeconds:0.##} s"), Text($"{interval.TotalSeconds:0.##} s")) : null;

    private static string Band(StreamContract contract) => (contract.BitRateLow, contract.BitRateHigh) switch
    {
        ({ } low, { } high) => Text($"{low / 1000:0}–{high / 1000:0} kbit/s"),
        ({ } low, null) => $"≥ {Kilobits(low)}",
        (_, var high) => $"≤ {Kilobits(high ?? 0)}",
    };

    private static string Kilobits(double rate) => Text($"{rate / 1000:0} kbit/s");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
