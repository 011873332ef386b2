using CameraHealth.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>Loss over UDP, between a real server and the probe, against what was really dropped.</summary>
[Collection(GStreamerGroup.Name)]
public class PacketLossTests(GStreamerServer server)
{
    private const long LeastPackets = 20_000;

    [Fact]
    public async Task Dropped_packets_are_measured_and_overtaken_or_doubled_ones_are_not()
    {
        // Beside each other to save time: one encoder serves all.
        var one = MeasureAsync(new RelayFaults { Seed = 11, Drop = 0.01 });
        var five = MeasureAsync(new RelayFaults { Seed = 12, Drop = 0.05, Reorder = 0.02, Duplicate = 0.02 });
        var none = MeasureAsync(new RelayFaults { Seed = 13, Reorder = 0.05, ReorderDepth = 9, Duplicate = 0.05 });
        await Task.WhenAll(one, five, none);

        ShouldAgree(await one);
        ShouldAgree(await five);
        var (report, dropped) = await none;
        dropped.ShouldBe(0);
        report.PacketsLost.ShouldBe(0, report.ToString());
        report.PacketsDuplicated!.Value.ShouldBeGreaterThan(500);
        report.PacketsReordered!.Value.ShouldBeGreaterThan(500);
        // Packets out of order make no pictures of their own.
        report.FrameRate!.Value.ShouldBe(25, 1);
    }

    private static void ShouldAgree((StreamReport Report, long Dropped) measured)
    {
        var (report, dropped) = measured;
        dropped.ShouldBeGreaterThan(100);
        ((double)report.PacketsLost!.Value).ShouldBe(dropped, Math.Max(2, 0.02 * dropped), report.ToString());
        TestContext.Current.TestOutputHelper?.WriteLine($"{report.PacketsLost} of {report.Packets} lost, {dropped} dropped, {report.PacketsDroppedHere} dropped here");
    }

    private async Task<(StreamReport Report, long Dropped)> MeasureAsync(RelayFaults faults)
    {
        // Once more with more time when the machine was too slow for a valid measurement, be it the server, the relay or the probe.
        for (var seconds = 12; ; seconds += 8)
        {
            await using var relay = new LossyRelay(server.OpenPort, faults);
            var report = await new RtspProbe(TimeProvider.System).ProbeAsync(
                new RtspProbeRequest { Target = relay.Target("/many-packets"), Transport = RtspTransport.Udp, Receive = TimeSpan.FromSeconds(seconds) },
                TestContext.Current.CancellationToken);
            report.Outcome.ShouldBe(StreamOutcome.Streaming, string.Join('\n', report.Trace));
            if (seconds >= 36 || (relay.Taken >= LeastPackets && relay.Overflowed == 0))
            {
                relay.Taken.ShouldBeGreaterThanOrEqualTo(LeastPackets);
                relay.Overflowed.ShouldBe(0);
                return (report, relay.Dropped);
            }
        }
    }
}
