using System.Text;
using CameraHealth.Rtsp;
using CameraHealth.Rtsp.Rtp;
using CameraHealth.Rtsp.Sdp;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class MediaReceptionTests
{
    private static readonly byte[] Slice = [0x41, 0x88, 1, 2];
    private static readonly byte[] Idr = [0x65, 0x88, 1, 2];

    [Fact]
    public void Ten_thousand_packets_are_framed_and_measured_without_allocating()
    {
        var wire = Wire(10_000);
        var reception = Create();
        Take(reception, Wire(100));

        var before = GC.GetAllocatedBytesForCurrentThread();
        Take(reception, wire);
        var allocated = GC.GetAllocatedBytesForCurrentThread() - before;

        reception.Sequence.Received.ShouldBe(10_100);
        allocated.ShouldBe(0);
    }

    [Fact]
    public void A_promised_source_takes_over_from_a_foreign_one()
    {
        var reception = Create(ssrc: 7);
        Send(reception, 1, 0, ssrc: 666);
        Send(reception, 2, 3600, ssrc: 666);
        Send(reception, 900, 7200, ssrc: 7);

        (reception.Sequence.Received, reception.Meter.Pictures).ShouldBe((1L, 1));
    }

    [Fact]
    public void A_wrong_promise_is_not_held_against_the_stream()
    {
        var reception = Create(ssrc: 7);
        for (ushort i = 0; i < 5; i++)
            Send(reception, i, i * 3600u, ssrc: 8);

        reception.Meter.Pictures.ShouldBe(5);
    }

    [Fact]
    public void An_encoder_that_restarts_with_a_new_source_goes_on_counting_without_loss()
    {
        var reception = Create();
        Send(reception, 100, 0, at: 0);
        Send(reception, 101, 3600, at: 40);
        Send(reception, 60000, 5, ssrc: 8, at: 3000);
        Send(reception, 60001, 3605, ssrc: 8, at: 3040);

        (reception.Meter.Pictures, reception.Sequence.Lost).ShouldBe((4, 0L));
    }

    [Fact]
    public void Another_payload_type_on_the_channel_is_not_the_video()
    {
        var reception = Create();
        reception.Accept(0, PacketBuilder.Packet(1, 1, Slice, payloadType: 97), 0);

        reception.Sequence.Received.ShouldBe(0);
    }

    [Fact]
    public void Jitter_is_that_of_rfc_3550()
    {
        // One packet 16 ms late: the first step adds (16 - 0) / 16, the way back to time another (16 - 1) / 16.
        var reception = Create();
        Send(reception, 1, 0, at: 0);
        Send(reception, 2, 3600, at: 56);
        reception.Jitter.Jitter!.Value.TotalMilliseconds.ShouldBe(1, 0.001);
        Send(reception, 3, 7200, at: 80);
        reception.Jitter.Jitter!.Value.TotalMilliseconds.ShouldBe(1.9375, 0.001);
    }

    [Fact]
    public void A_clock_of_30000_in_the_description_of_a_stream_that_runs_at_90000_is_seen()
    {
        var reception = Create(clockRate: 30000);
        for (ushort i = 0; i < 100; i++)
            Send(reception, i, i * 3600u, at: i * 40);
        reception.ClockIsMisdescribed.ShouldBeTrue();

        var honest = Create(clockRate: 30000);
        for (ushort i = 0; i < 100; i++)
            Send(honest, i, i * 1200u, at: i * 40);
        honest.ClockIsMisdescribed.ShouldBeFalse();
    }

    private static void Send(MediaReception reception, ushort sequence, uint timestamp, uint ssrc = 7, long at = 0) =>
        reception.Accept(0, PacketBuilder.Packet(sequence, timestamp, Slice, ssrc: ssrc), at);

    private static MediaReception Create(uint? ssrc = null, int clockRate = 90000)
    {
        var video = SessionDescription.Parse(Encoding.ASCII.GetBytes($"m=video 0 RTP/AVP 96\r\na=rtpmap:96 H264/{clockRate}\r\n")).ChooseVideo()!;
        var request = new RtspProbeRequest { Target = new Uri("rtsp://camera/"), Receive = TimeSpan.FromSeconds(20) };
        return new MediaReception(video, 96, new SetupReply { Ssrc = ssrc }, new OldSources(), request, new MillisecondClock());
    }

    private static byte[] Wire(int packets)
    {
        var wire = new MemoryStream();
        for (var i = 0; i < packets; i++)
        {
            var payload = i % 100 == 0 ? Convert.FromHexString(SequenceParameterSetTests.H264.First().Data.Item5) : i % 100 < 10 ? Idr : Slice;
            var packet = PacketBuilder.Packet((ushort)i, (uint)(i / 10 * 3600), payload);
            wire.Write([(byte)'$', 0, 0, (byte)packet.Length, .. packet]);
        }

        return wire.ToArray();
    }

    /// <summary>One stamp is one millisecond, so that arrival times can be written as such.</summary>
    private sealed class MillisecondClock : TimeProvider
    {
        public override long TimestampFrequency => 1000;
    }

    private static void Take(MediaReception reception, ReadOnlySpan<byte> wire)
    {
        var at = 0L;
        while (RtspFraming.TryRead(wire, out var frame, out var consumed))
        {
            reception.Accept(frame.Channel, frame.Content, at++);
            wire = wire[consumed..];
        }
    }
}
