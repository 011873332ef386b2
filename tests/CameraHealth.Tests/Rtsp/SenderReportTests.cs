using CameraHealth.Rtsp.Rtp;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class SenderReportTests
{
    /// <summary>Compound packets and the report in them; also the seeds of the fuzzer.</summary>
    public static readonly TheoryData<string, string, bool> Cases = new()
    {
        { "a report alone", "80c8000600000007e50000008000000000000064000000010000000a", true },
        { "with a description behind", "80c8000600000007e50000008000000000000064000000010000000a81ca000200000007010000", true },
        { "behind another packet", "80cb00010000000780c8000600000007e50000008000000000000064000000010000000a", true },
        { "with a block of reception", "81c8000c00000007e50000008000000000000064000000010000000a" + "000000090000000000000000000000000000000000000000", true },
        { "Hanwha: cut, but the clocks are there", "80c8000600000007e5000000800000000000006400", true },
        { "too short", "80c8000600000007e500", false },
        { "too short by its own word", "80c8000100000007e50000008000000000000064", false },
        { "a goodbye", "81cb000100000007", false },
        { "another version", "40c8000600000007e50000008000000000000064000000010000000a", false },
        { "a length beyond the end", "80cbffff0000000780c8000600000007e5000000800000000000006400", false },
        { "nothing", "", false },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_sender_report_is_found(string what, string hex, bool isThere)
    {
        SenderReport.TryFind(Convert.FromHexString(hex), out var report).ShouldBe(isThere, what);
        report.ShouldBe(isThere ? new SenderReport(7, 0xE500000080000000, 100) : default, what);
    }

    [Fact]
    public void The_offset_is_the_device_minus_ours_at_arrival()
    {
        var time = new FakeTimeProvider(new DateTimeOffset(2026, 11, 25, 0, 0, 0, TimeSpan.Zero));
        var clock = new SenderClock(time);
        var arrivedAt = time.GetTimestamp();
        time.Advance(TimeSpan.FromSeconds(3));
        clock.Note(new SenderReport(7, Ntp(new DateTimeOffset(2026, 11, 25, 0, 0, 2, TimeSpan.Zero)), 0), arrivedAt);

        clock.Offset!.Value.TotalSeconds.ShouldBe(2, 0.001);
        clock.DelaySinceLastReport.ShouldBe(3u * 65536);
    }

    [Fact]
    public void A_sender_that_counts_from_its_start_tells_no_wall_clock()
    {
        var clock = new SenderClock(new FakeTimeProvider());
        clock.Note(new SenderReport(7, 3600UL << 32, 0), 0);

        clock.Offset.ShouldBeNull();
    }

    [Fact]
    public void Our_report_holds_what_was_received()
    {
        var sequence = new SequenceCounter();
        foreach (var number in new[] { 65534, 65535, 0, 2, 3 })
            sequence.Add((ushort)number);
        var bytes = new byte[ReceiverReport.Bytes];
        new ReceiverReport(5).Write(bytes, source: 7, sequence, new JitterEstimator(90000, 1000), new SenderClock(new FakeTimeProvider()));

        // One of six is missing: 42 of 256.
        Convert.ToHexStringLower(bytes).ShouldBe("81c9000700000005000000072a00000100010003000000000000000000000000" + "81ca000500000005010c63616d6572616865616c74680000");
    }

    private static ulong Ntp(DateTimeOffset at) => (ulong)(at - new DateTimeOffset(1900, 1, 1, 0, 0, 0, TimeSpan.Zero)).TotalSeconds << 32;
}
