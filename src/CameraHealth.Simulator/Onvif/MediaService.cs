using System.Globalization;
using CameraHealth.Simulator.Media;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>Operations of the first media service (ONVIF Media, ver10).</summary>
internal static class MediaService
{
    internal static SoapReply GetProfiles(OnvifCall call) =>
        SoapReply.Of($"<trt:GetProfilesResponse>{string.Concat(call.Listed.Select(Profile))}</trt:GetProfilesResponse>");

    internal static SoapReply GetVideoSources(OnvifCall call) =>
        SoapReply.Of($"<trt:GetVideoSourcesResponse>{string.Concat(call.Listed.Select(Source))}</trt:GetVideoSourcesResponse>");

    internal static SoapReply GetStreamUri(OnvifCall call) => call.Profile is not { } stream
        ? SoapReply.NoProfile()
        : SoapReply.Of(
            $"<trt:GetStreamUriResponse><trt:MediaUri><tt:Uri>{call.StreamAddress(stream)}</tt:Uri>"
            + "<tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot>"
            + "<tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:GetStreamUriResponse>");

    internal static SoapReply GetSnapshotUri(OnvifCall call) =>
        call.FaultOf(call.Profile) == DeviceFault.SnapshotMissing ? SoapReply.NotSupported()
        : call.Profile is not { } stream ? SoapReply.NoProfile()
        : SoapReply.Of(
            $"<trt:GetSnapshotUriResponse><trt:MediaUri><tt:Uri>{call.SnapshotAddress(stream)}</tt:Uri>"
            + "<tt:InvalidAfterConnect>false</tt:InvalidAfterConnect><tt:InvalidAfterReboot>false</tt:InvalidAfterReboot>"
            + "<tt:Timeout>PT0S</tt:Timeout></trt:MediaUri></trt:GetSnapshotUriResponse>");

    internal static SoapReply GetServiceCapabilities(OnvifCall call) => SoapReply.Of(
        "<trt:GetServiceCapabilitiesResponse><trt:Capabilities SnapshotUri=\"true\">"
        + $"<trt:ProfileCapabilities MaximumNumberOfProfiles=\"{call.Device.Streams.Count}\"/>"
        + "<trt:StreamingCapabilities RTP_RTSP_TCP=\"true\"/></trt:Capabilities></trt:GetServiceCapabilitiesResponse>");

    private static string Profile(SimulatedStream stream) =>
        $"<trt:Profiles token=\"{stream.ProfileToken}\" fixed=\"true\"><tt:Name>{SoapReply.Escape(stream.Name)}</tt:Name>"
        + VideoSource("tt:VideoSourceConfiguration", stream) + Encoder(stream) + "</trt:Profiles>";

    internal static string VideoSource(string element, SimulatedStream stream) => string.Create(
        CultureInfo.InvariantCulture,
        $"<{element} token=\"{stream.SourceToken}\"><tt:Name>{stream.SourceToken}</tt:Name><tt:UseCount>1</tt:UseCount>"
        + $"<tt:SourceToken>{stream.SourceToken}</tt:SourceToken>"
        + $"<tt:Bounds x=\"0\" y=\"0\" width=\"{stream.Clip.Width}\" height=\"{stream.Clip.Height}\"/></{element}>");

    // Media1 has no word for H.265: the profile comes without encoder configuration, as Dahua's does (agsh/onvif#109).
    private static string Encoder(SimulatedStream stream) => stream.Clip.Codec == VideoCodec.H265 ? string.Empty : string.Create(
        CultureInfo.InvariantCulture,
        $"<tt:VideoEncoderConfiguration token=\"{stream.EncoderToken}\"><tt:Name>{stream.EncoderToken}</tt:Name><tt:UseCount>1</tt:UseCount>"
        + $"<tt:Encoding>H264</tt:Encoding>{Resolution(stream)}<tt:Quality>5</tt:Quality>"
        + $"<tt:RateControl><tt:FrameRateLimit>{Clip.FramesPerSecond}</tt:FrameRateLimit><tt:EncodingInterval>1</tt:EncodingInterval>"
        + $"<tt:BitrateLimit>{stream.Clip.BitsPerSecond / 1000}</tt:BitrateLimit></tt:RateControl>"
        + $"<tt:H264><tt:GovLength>{Clip.FramesPerGop}</tt:GovLength><tt:H264Profile>High</tt:H264Profile></tt:H264>"
        + $"<tt:SessionTimeout>PT60S</tt:SessionTimeout></tt:VideoEncoderConfiguration>");

    internal static string Resolution(SimulatedStream stream) => string.Create(
        CultureInfo.InvariantCulture,
        $"<tt:Resolution><tt:Width>{stream.Clip.Width}</tt:Width><tt:Height>{stream.Clip.Height}</tt:Height></tt:Resolution>");

    private static string Source(SimulatedStream stream) => string.Create(
        CultureInfo.InvariantCulture,
        $"<trt:VideoSources token=\"{stream.SourceToken}\"><tt:Framerate>{Clip.FramesPerSecond}</tt:Framerate>{Resolution(stream)}</trt:VideoSources>");
}
