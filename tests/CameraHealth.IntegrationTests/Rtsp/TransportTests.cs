using CameraHealth.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>Ways of the media, against a real server.</summary>
[Collection(GStreamerGroup.Name)]
public class TransportTests(GStreamerServer server)
{
    [Theory]
    [InlineData("/udp-only", RtspTransport.Auto, "udp")]
    [InlineData("/udp-only", RtspTransport.Udp, "udp")]
    [InlineData("/tcp-only", RtspTransport.UdpFirst, "tcp")]
    [InlineData("/h264", RtspTransport.UdpFirst, "udp")]
    [InlineData("/h264", RtspTransport.Auto, "tcp")]
    public async Task What_the_server_refuses_is_not_insisted_on(string path, RtspTransport transport, string used)
    {
        var report = await ProbeAsync(new RtspProbeRequest { Target = server.Open(path), Transport = transport });

        (report.Outcome, report.Transport).ShouldBe((StreamOutcome.Streaming, used), string.Join('\n', report.Trace));
        (report.Width, report.Height).ShouldBe((640, 360));
        report.SenderClockOffset.ShouldNotBeNull().TotalSeconds.ShouldBe(0, 5);
    }

    [Theory]
    [InlineData("/udp-only", RtspTransport.Tcp)]
    [InlineData("/tcp-only", RtspTransport.Udp)]
    public async Task A_refused_transport_that_was_insisted_on_is_unsupported(string path, RtspTransport transport)
    {
        var report = await ProbeAsync(new RtspProbeRequest { Target = server.Open(path), Transport = transport });

        (report.Outcome, report.Failure!.Reason).ShouldBe((StreamOutcome.Unsupported, StreamFailureReason.TransportRefused));
    }

    [Theory]
    [InlineData(RtspTransport.Tcp)]
    [InlineData(RtspTransport.Udp)]
    public async Task IPv6_is_spoken(RtspTransport transport)
    {
        var report = await ProbeAsync(new RtspProbeRequest { Target = server.OverIPv6("/h264"), Transport = transport });

        report.Outcome.ShouldBe(StreamOutcome.Streaming, string.Join('\n', report.Trace));
    }

    [Fact]
    public async Task A_firewall_that_swallows_UDP_is_gone_around_by_TCP()
    {
        await using var relay = new LossyRelay(server.OpenPort, new RelayFaults { Drop = 1 });

        var report = await ProbeAsync(new RtspProbeRequest { Target = relay.Target("/h264"), Transport = RtspTransport.UdpFirst, UdpSilence = TimeSpan.FromSeconds(1.5) });

        (report.Outcome, report.Transport).ShouldBe((StreamOutcome.Streaming, "tcp"), string.Join('\n', report.Trace));
        relay.Teardowns.ShouldBe(2);
    }

    [Fact]
    public async Task Silence_over_UDP_that_was_insisted_on_is_no_media()
    {
        await using var relay = new LossyRelay(server.OpenPort, new RelayFaults { Drop = 1 });

        var report = await ProbeAsync(new RtspProbeRequest { Target = relay.Target("/h264"), Transport = RtspTransport.Udp });

        (report.Outcome, report.Failure!.Reason, report.Transport).ShouldBe((StreamOutcome.NoMedia, StreamFailureReason.NoFrames, "udp"));
        report.PacketsLost.ShouldBeNull();
    }

    [Fact]
    public async Task Reports_are_sent_to_the_server_over_UDP()
    {
        await using var relay = new LossyRelay(server.OpenPort, new RelayFaults());

        await ProbeAsync(new RtspProbeRequest { Target = relay.Target("/h264"), Transport = RtspTransport.Udp, Receive = TimeSpan.FromSeconds(3) });

        relay.ReceiverReports.ShouldBeGreaterThanOrEqualTo(1);
    }

    [Fact]
    public async Task A_certificate_is_told_at_first_and_expected_from_then_on()
    {
        var first = await ProbeAsync(new RtspProbeRequest { Target = server.Secured("/h264") });
        (first.Outcome, first.Transport).ShouldBe((StreamOutcome.Streaming, "tls"), string.Join('\n', first.Trace));
        first.CertificateSha256.ShouldNotBeNull().Length.ShouldBe(64);
        first.CertificateValidUntil!.Value.ShouldBeGreaterThan(TimeProvider.System.GetUtcNow());

        var again = await ProbeAsync(new RtspProbeRequest { Target = server.Secured("/h264"), ExpectedCertificateSha256 = first.CertificateSha256 });
        again.Outcome.ShouldBe(StreamOutcome.Streaming);
    }

    [Fact]
    public async Task Another_certificate_is_a_finding_of_its_own_and_nothing_is_sent()
    {
        var report = await ProbeAsync(new RtspProbeRequest { Target = server.Secured("/h264"), ExpectedCertificateSha256 = new string('A', 64) });

        (report.Outcome, report.Failure!.Reason).ShouldBe((StreamOutcome.TlsFailed, StreamFailureReason.CertificateChanged));
        report.CertificateSha256.ShouldNotBeNull();
        report.FirstByteSentAt.ShouldBeNull();
    }

    [Fact]
    public async Task A_server_without_TLS_is_tls_failed()
    {
        var report = await ProbeAsync(new RtspProbeRequest { Target = new UriBuilder(server.Open("/h264")) { Scheme = "rtsps" }.Uri });

        (report.Outcome, report.Failure!.Reason).ShouldBe((StreamOutcome.TlsFailed, StreamFailureReason.TlsHandshakeFailed));
    }

    [Fact]
    public async Task UDP_beside_a_secured_connection_is_never_asked_for()
    {
        var report = await ProbeAsync(new RtspProbeRequest { Target = server.Secured("/h264"), Transport = RtspTransport.Udp });

        (report.Outcome, report.Failure!.Reason).ShouldBe((StreamOutcome.Unsupported, StreamFailureReason.TransportRefused));
    }

    [Fact]
    public async Task Enough_is_known_after_two_keyframes_and_the_least_time()
    {
        var report = await ProbeAsync(new RtspProbeRequest { Target = server.Open("/h264"), Receive = TimeSpan.FromSeconds(20), EnoughAfter = TimeSpan.FromSeconds(1) });

        report.EndedEarly.ShouldBeTrue();
        report.Keyframes!.Value.ShouldBeGreaterThanOrEqualTo(2);
        report.KeyframeInterval!.Value.TotalSeconds.ShouldBe(2, 0.3);
        report.Duration.ShouldBeLessThan(TimeSpan.FromSeconds(15));
    }

    [Fact]
    public async Task Audio_beside_the_video_is_listed()
    {
        var report = await ProbeAsync(new RtspProbeRequest { Target = server.Open("/with-audio") });

        report.Outcome.ShouldBe(StreamOutcome.Streaming);
        report.Tracks.ShouldBe([new("video", "H264", true), new("audio", "PCMA", false)], ignoreOrder: true);
    }

    private static Task<StreamReport> ProbeAsync(RtspProbeRequest request) => new RtspProbe(TimeProvider.System).ProbeAsync(
        request.Receive == new RtspProbeRequest { Target = request.Target }.Receive ? request with { Receive = TimeSpan.FromSeconds(2) } : request,
        TestContext.Current.CancellationToken);
}
