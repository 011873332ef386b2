using System.Text;
using CameraHealth.Rtsp;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class ControlUrlTests
{
    [Theory]
    [InlineData("relative", "rtsp://10.0.0.5/live/", "track1", "rtsp://10.0.0.5:554/live/track1")]
    [InlineData("no slash at the end of the base", "rtsp://10.0.0.5/live", "track1", "rtsp://10.0.0.5:554/live/track1")]
    [InlineData("no base: the request", null, "track1", "rtsp://10.0.0.5:554/cam?channel=1&subtype=0/track1")]
    [InlineData("Dahua: the base has a query", "rtsp://10.0.0.5/cam?channel=1&subtype=0", "trackID=0", "rtsp://10.0.0.5:554/cam?channel=1&subtype=0/trackID=0")]
    [InlineData("Verint: no doubled slash", "rtsp://10.0.0.5/live/", "/track1", "rtsp://10.0.0.5:554/live/track1")]
    [InlineData("Axis: absolute, track before the query", "rtsp://10.0.0.5/m.amp", "rtsp://10.0.0.5/m.amp/stream=1?video=1", "rtsp://10.0.0.5:554/m.amp/stream=1?video=1")]
    [InlineData("Vivotek: upper case scheme", "rtsp://10.0.0.5/live", "RTSP://10.0.0.5/live/t1", "rtsp://10.0.0.5:554/live/t1")]
    [InlineData("asterisk: the base as given", "rtsp://10.0.0.5/live", "*", "rtsp://10.0.0.5:554/live")]
    [InlineData("none: the base as given", "rtsp://10.0.0.5/live/", null, "rtsp://10.0.0.5:554/live/")]
    [InlineData("inner address: the connection's", "rtsp://192.168.1.9:8554/live/", "t1", "rtsp://10.0.0.5:554/live/t1")]
    [InlineData("scheme twice", "rtsp://rtsp://10.0.0.5/live/", "t1", "rtsp://10.0.0.5:554/live/t1")]
    [InlineData("no scheme", "10.0.0.5:554/live/", "t1", "rtsp://10.0.0.5:554/live/t1")]
    [InlineData("IPv6 without brackets", "rtsp://::ffff:10.0.0.1/live/", "t1", "rtsp://10.0.0.5:554/live/t1")]
    [InlineData("not to be read", "nonsense", "t1", "rtsp://10.0.0.5:554/cam?channel=1&subtype=0/t1")]
    [InlineData("an account inside", "rtsp://a:b@10.0.0.5/live/", "t1", "rtsp://10.0.0.5:554/live/t1")]
    [InlineData("a line end inside", "rtsp://10.0.0.5/li ve/", "t\t1", "rtsp://10.0.0.5:554/li%20ve/t%091")]
    public void The_control_joins_its_base(string what, string? contentBase, string? control, string expected)
    {
        var requested = RtspAddress.From(new Uri("rtsp://10.0.0.5/cam?channel=1&subtype=0"));
        var header = contentBase is null ? string.Empty : $"Content-Base: {contentBase}\r\n";
        var reply = RtspResponse.Parse(new RtspFrame { Kind = RtspFrameKind.Reply, Content = Encoding.Latin1.GetBytes($"RTSP/1.0 200 OK\r\n{header}\r\n") });

        ControlUrl.Resolve(ControlUrl.BaseOf(reply, requested), control).Uri.ShouldBe(expected, what);
    }

    [Theory]
    [InlineData("rtsp://admin:s3cret@cam.example:8554/a%20b/?x=1#f", "rtsp://cam.example:8554/a%20b/?x=1")]
    [InlineData("rtsp://[2001:db8::1]/a", "rtsp://[2001:db8::1]:554/a")]
    [InlineData("RTSP://10.0.0.5", "rtsp://10.0.0.5:554")]
    public void The_request_address_keeps_the_path_as_it_was_given_and_drops_the_account(string target, string expected) =>
        RtspAddress.From(new Uri(target)).Uri.ShouldBe(expected);
}
