using System.Text;
using CameraHealth.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class ReplyHeaderTests
{
    /// <summary>Whole replies with the headers that are read: seeds of the fuzzer.</summary>
    public static readonly string[] Replies =
    [
        "RTSP/1.0 200 OK\r\nCSeq: 3\r\nSession: 0AB ; timeout = 30\r\nTransport: RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001;ssrc=1F\r\n\r\n",
        "RTSP/1.0 200 OK\r\nCseq: 2\r\n  folded\r\nTransport: RTP/AVP/TCP;interleaved=0-1;mode=\"play\"\r\nContent-Base: rtsp://192.168.1.9/live/\r\nContent-Length: 4\r\n\r\nv=0\n",
        "RTSP/1.0 401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256, Basic realm=\"b\"\r\nWWW-Authenticate: Digest realm=\"\\\"\", nonce=1, opaque=\r\n\r\n",
        "RTSP/1.0 302 Moved\r\nLocation: rtsp://10.0.0.5:8554/other?x=1\r\nDate: Thu, 01 Jan 1970 00:10:00 GMT\r\n\r\n",
    ];

    [Theory]
    [InlineData("12345678", "12345678", 60)]
    [InlineData(" 0AB ; timeout = 30 ", "0AB", 30)]
    [InlineData("x;Timeout=5;other=1", "x", 5)]
    [InlineData("x;timeout=soon", "x", 60)]
    [InlineData("x;timeout=0", "x", 60)]
    public void The_session_is_read_with_the_blanks_devices_put_in(string header, string id, int seconds) =>
        SessionHeader.Parse(header).ShouldBe(new SessionHeader(id, TimeSpan.FromSeconds(seconds)));

    [Theory]
    [InlineData(null)]
    [InlineData(" ;timeout=5")]
    public void No_session_is_none(string? header) => SessionHeader.Parse(header).ShouldBeNull();

    [Theory]
    [InlineData("RTP/AVP/TCP;unicast;interleaved=0-1", 0, 1, null)]
    [InlineData("RTP/AVP;unicast;INTERLEAVED=4-5;ssrc=0000ABCD", 4, 5, 0xABCDu)]
    [InlineData("RTP/AVP/TCP;interleaved=2;ssrc= 12 ;mode=\"play\"", 2, null, 0x12u)]
    [InlineData("RTP/AVP/TCP;unicast", 0, 1, null)]
    [InlineData("RTP/AVP/TCP;interleaved=999-1000;ssrc=what", 0, 1, null)]
    [InlineData("", 0, 1, null)]
    public void The_transport_of_the_reply_is_read(string header, int channel, int? reports, uint? ssrc) =>
        SetupReply.Parse(Reply(header), askedForUdp: false).ShouldBe(new SetupReply { RtpChannel = (byte)channel, RtcpChannel = (byte?)reports, Ssrc = ssrc });

    [Theory]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001;ssrc=1F", 6000, 6001, 0x1Fu)]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001;server_port=6000", 6000, 6001, null)]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001", null, null, null)]
    [InlineData("RTP/AVP;unicast;server_port=70000-70001", null, null, null)]
    public void The_ports_of_the_reply_are_read(string header, int? packets, int? reports, uint? ssrc) => SetupReply.Parse(Reply(header), askedForUdp: true)
        .ShouldBe(new SetupReply { IsUdp = true, ServerRtpPort = packets, ServerRtcpPort = reports, Ssrc = ssrc });

    [Fact]
    public void A_device_that_answers_UDP_with_the_connection_is_taken_at_its_word() =>
        SetupReply.Parse(Reply("RTP/AVP/TCP;interleaved=2-3"), askedForUdp: true).IsUdp.ShouldBeFalse();

    [Theory]
    [InlineData("RTP/AVP;unicast;client_port=5000-5001;server_port=6000-6001", false)]
    [InlineData("RTP/AVP;multicast;destination=239.0.0.1", false)]
    [InlineData("RTP/AVP;multicast;destination=239.0.0.1;port=5000-5001", true)]
    public void A_device_that_insists_on_what_was_not_asked_is_unsupported(string header, bool askedForUdp) =>
        Should.Throw<StreamException>(() => SetupReply.Parse(Reply(header), askedForUdp)).Reason.ShouldBe(StreamFailureReason.TransportRefused);

    private static RtspResponse Reply(string transport) => RtspResponse.Parse(
        new RtspFrame { Kind = RtspFrameKind.Reply, Content = Encoding.Latin1.GetBytes($"RTSP/1.0 200 OK\r\ntransport: {transport}\r\n\r\n") });
}
