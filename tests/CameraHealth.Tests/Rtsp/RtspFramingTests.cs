using System.Text;
using CameraHealth.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class RtspFramingTests
{
    /// <summary>What comes over the wire and how it is cut; also the seeds of the mutation test.</summary>
    public static readonly TheoryData<string, string> Cases = new()
    {
        { "RTSP/1.0 200 OK\r\nCSeq: 1\r\n\r\n", "Reply 28+0" },
        { "RTSP/1.0 200 OK\r\nCONTENT-length : 3 \r\n\r\nabcRTSP/1.0 404 No\r\n\r\n", "Reply 40+3, Reply 19+0" },
        { "$\u0001\0\u0003abcRTSP/1.0 200 OK\r\n\r\n", "Packet 1:3, Reply 19+0" },
        { "\r\nRTSP/1.0 200 OK\n\n$\0\0\0", "Reply 17+0, Packet 0:0" },
        { "OPTIONS rtsp://x RTSP/1.0\r\nCSeq: 1\r\n\r\n", "Request 38+0" },
        { "$\u0001\0\u0003ab", "more" },
        { "RTSP/1.0 200 OK\r\nContent-Length: 9\r\n\r\nabc", "more" },
        { "RTSP/1.0 200 OK\r\nContent-Length: -9\r\n\r\n", "malformed_reply" },
        { "RTSP/1.0 200 OK\r\nContent-Length: 999999999\r\n\r\n", "body_too_large" },
        { "HTTP/1.1 400 Bad Request\r\n\r\n", "malformed_reply" },
        { "HTTP/1", "malformed_reply" },
        { "\u0001\u0002", "malformed_reply" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void Messages_and_packets_are_cut_apart(string wire, string expected) =>
        Cut(Encoding.Latin1.GetBytes(wire)).ShouldBe(expected);

    [Fact]
    public void A_header_without_end_is_refused_at_its_limit() =>
        Cut(Encoding.Latin1.GetBytes("RTSP/1.0 200 OK\r\nX: " + new string('x', RtspFraming.MaxHeaderBytes))).ShouldBe("header_too_large");

    [Fact]
    public void Damaged_bytes_end_in_frames_or_in_a_reason() =>
        Mutations.ForEach(Cases.Select(c => c.Data.Item1), text => Cut(Encoding.Latin1.GetBytes(text)).ShouldNotBeNull());

    [Fact]
    public void Replies_with_damaged_headers_give_a_status_or_a_reason() =>
        Mutations.ForEach(["RTSP/1.0 200 OK\r\nCseq: 2\r\n  folded\r\nSession: 1;timeout=5\r\n:\r\n\r\n", "RTSP/1.0 200\r\n\r\n"], text =>
        {
            try
            {
                RtspResponse.Parse(new RtspFrame { Kind = RtspFrameKind.Reply, Content = Encoding.Latin1.GetBytes(text) }).StatusCode.ShouldBeInRange(0, 999);
            }
            catch (StreamException e)
            {
                StreamFailureReason.All.ShouldContain(e.Reason, StringComparer.Ordinal);
            }
        });

    private static string Cut(byte[] wire)
    {
        var frames = new List<string>();
        var rest = wire.AsSpan();
        try
        {
            while (RtspFraming.TryRead(rest, out var frame, out var consumed))
            {
                frames.Add(frame.Kind == RtspFrameKind.Interleaved
                    ? $"Packet {frame.Channel}:{frame.Content.Length}"
                    : $"{frame.Kind} {frame.Content.Length}+{frame.Body.Length}");
                rest = rest[consumed..];
            }
        }
        catch (StreamException e)
        {
            StreamFailureReason.All.ShouldContain(e.Reason, StringComparer.Ordinal);
            return e.Reason;
        }

        return frames.Count == 0 ? "more" : string.Join(", ", frames);
    }
}
