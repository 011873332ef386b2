using System.Globalization;
using System.Net;
using System.Text;
using CameraHealth.Simulator.Media;

namespace CameraHealth.Simulator.Rtsp;

/// <summary>The SDP of one stream (RFC 4566, with fmtp as in RFC 6184 and RFC 7798).</summary>
internal static class SessionDescription
{
    internal const string TrackControl = "trackID=1";

    internal static string Format(IPAddress host, SimulatedStream stream) =>
        // ONVIF Streaming 5.4.3: lets a client check that the address belongs to the profile.
        Format(host, stream, "npt=now-", $"x-onvif-profile:{stream.ProfileToken}");

    /// <summary>Of playback: it names the recording's track (ONVIF Streaming 6.2).</summary>
    internal static string FormatPlayback(IPAddress host, SimulatedStream stream) =>
        Format(host, stream, "npt=0-", $"x-onvif-track:{Onvif.ArchiveText.TrackToken}");

    private static string Format(IPAddress host, SimulatedStream stream, string range, string belongsTo)
    {
        var clip = stream.Clip;
        var text = new StringBuilder();
        text.Append("v=0\r\n");
        text.Append(CultureInfo.InvariantCulture, $"o=- 1 1 IN IP4 {host}\r\n");
        text.Append("s=Media Presentation\r\nc=IN IP4 0.0.0.0\r\nt=0 0\r\na=control:*\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=range:{range}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"m=video 0 RTP/AVP {RtpPacketizer.PayloadType}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"b=AS:{clip.BitsPerSecond / 1000}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=rtpmap:{RtpPacketizer.PayloadType} {clip.Codec}/{Clip.ClockRate}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=fmtp:{RtpPacketizer.PayloadType} {clip.FormatParameters}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=framerate:{Clip.FramesPerSecond}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=x-dimensions:{clip.Width},{clip.Height}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a={belongsTo}\r\n");
        text.Append(CultureInfo.InvariantCulture, $"a=control:{TrackControl}\r\n");
        return text.ToString();
    }
}
