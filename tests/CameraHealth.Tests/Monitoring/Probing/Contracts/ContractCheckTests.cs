using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing.Contracts;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing.Contracts;

public sealed class ContractCheckTests
{
    private static readonly StreamContract Contract = new()
    {
        Codec = "H264",
        Width = 1920,
        Height = 1080,
        FrameRate = 25,
        BitRateLow = 2_000_000,
        BitRateHigh = 6_000_000,
        KeyframeInterval = TimeSpan.FromSeconds(2),
    };

    private static readonly StreamReading Kept = new()
    {
        Codec = "H264",
        Width = 1920,
        Height = 1080,
        FrameRate = 25,
        BitRate = 4_000_000,
        KeyframeInterval = TimeSpan.FromSeconds(2),
    };

    public static TheoryData<string, StreamReading, string> Measured => new()
    {
        { "as wanted", Kept, "" },
        { "another codec", Kept with { Codec = "H265" }, "Codec: H264, H265" },
        { "the codec in other letters", Kept with { Codec = "h264" }, "" },
        { "another size", Kept with { Width = 1280, Height = 720 }, "Size: 1920×1080, 1280×720" },
        { "turned by a quarter", Kept with { Width = 1080, Height = 1920 }, "" },
        { "slower within the tolerance", Kept with { FrameRate = 22.5 }, "" },
        { "slower", Kept with { FrameRate = 22.4 }, "FrameRate: 25 fps, 22.4 fps" },
        { "faster", Kept with { FrameRate = 27.6 }, "FrameRate: 25 fps, 27.6 fps" },
        { "bit rate at the lower end", Kept with { BitRate = 2_000_000 }, "" },
        { "bit rate below", Kept with { BitRate = 1_999_000 }, "BitRate: 2000–6000 kbit/s, 1999 kbit/s" },
        { "bit rate above", Kept with { BitRate = 7_000_000 }, "BitRate: 2000–6000 kbit/s, 7000 kbit/s" },
        { "keyframes earlier", Kept with { KeyframeInterval = TimeSpan.FromSeconds(0.2) }, "" },
        { "keyframes a little later", Kept with { KeyframeInterval = TimeSpan.FromSeconds(3) }, "" },
        { "keyframes later", Kept with { KeyframeInterval = TimeSpan.FromSeconds(3.1) }, "KeyframeInterval: 2 s, 3.1 s" },
        { "two at once", Kept with { FrameRate = 5, Codec = "MJPEG" }, "Codec: H264, MJPEG; FrameRate: 25 fps, 5 fps" },
    };

    [Theory]
    [MemberData(nameof(Measured))]
    public void Deviation_names_the_term_what_is_wanted_and_what_was_measured(string what, StreamReading measured, string expected) =>
        string.Join("; ", ContractCheck.Deviations(Contract, measured).Select(deviation => $"{deviation.Term}: {deviation.Wanted}, {deviation.Measured}")).ShouldBe(expected, what);

    [Fact]
    public void What_was_not_measured_deviates_from_nothing() => ContractCheck.Deviations(Contract, new StreamReading()).ShouldBeEmpty();

    [Fact]
    public void Term_that_is_not_in_the_contract_is_not_judged() => ContractCheck.Deviations(new StreamContract(), Kept with { FrameRate = 1, BitRate = 1 }).ShouldBeEmpty();

    [Fact]
    public void Slow_stream_is_allowed_one_picture_a_second_more_or_less()
    {
        var slow = new StreamContract { FrameRate = 2 };
        ContractCheck.Deviations(slow, new StreamReading { FrameRate = 1 }).ShouldBeEmpty();
        ContractCheck.Deviations(slow, new StreamReading { FrameRate = 0.9 }).Count.ShouldBe(1);
    }

    [Fact]
    public void Stream_that_delivers_what_any_contract_says_is_in_it() =>
        Gen.Select(Gen.Double[1, 60], Gen.Double[1e5, 1e7], Gen.Double[0.1, 60]).Sample((rate, bits, seconds) => ContractCheck.Deviations(
            new StreamContract { FrameRate = rate, BitRateLow = bits, BitRateHigh = bits, KeyframeInterval = TimeSpan.FromSeconds(seconds) },
            new StreamReading { FrameRate = rate, BitRate = bits, KeyframeInterval = TimeSpan.FromSeconds(seconds) }).ShouldBeEmpty());

    [Fact]
    public void Every_term_has_a_reason_of_its_own() =>
        Enum.GetValues<ContractTerm>().Select(ContractCheck.ReasonOf).Distinct().Count().ShouldBe(Enum.GetValues<ContractTerm>().Length);
}
