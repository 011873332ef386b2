using System.Globalization;
using System.Net;
using System.Text;
using CameraHealth.Simulator.Media;

namespace CameraHealth.Simulator.Rtsp;

/// <summary>The SDP of one stream (RFC 4566, with fmtp as in RFC 6184 and RFC 7798).</summary>
internal static class SessionDescription
{
    internal const string TrackControl = "trackID=1";

    internal static string Format(IPAddress host, SimulatedStream stream)
    {
        var clip = stream.Clip;
        var text = new StringBuilder();
        text.Append("v=0\r\n");
        text.Append(CultureInfo.InvariantCulture, $"o=- 1 1 IN IP4 {host}\r\n");
        text.Append("s=Media Presentation\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\na=range:npt=now-\r\n");
        text.Append(CultureInfo.InvariantCulture, $"m=video 0 RTP/AVP {RtpPacketizer.PayloadType}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"b=AS:{clip.BitsPerSecond / 1000}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{RtpPacketizer.PayloadType} {clip.Codec}/{Clip.ClockRate}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=fmtp:{RtpPacketizer.PayloadType} {clip.FormatParameters}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=framerate:{Clip.FramesPerSecond}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=x-dimensions:{clip.Width},{clip.Height}\r\n");

        // ONVIF Streaming 5.4.3: lets a client check that the address belongs to the profile.
        text.Append(CultureInfo.InvariantCulture, $"a=x-onvif-profile:{stream.ProfileToken}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=control:{TrackControl}\r\n");
        return text.ToString();
    }
}
