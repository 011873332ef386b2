using System.Globalization;
using CameraHealth.Simulator.Media;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Onvif;

/// <summary>Operations of the second media service (ONVIF Media2, ver20), the only one that can name H.265.</summary>
internal static class Media2Service
{
    /// <summary>Without Type the profiles come bare (ONVIF Media2 5.2.2).</summary>
    internal static SoapReply GetProfiles(OnvifCall call)
    {
        var configured = call.Request["Type"] is not null;
        return SoapReply.Of($"<tr2:GetProfilesResponse>{string.Concat(call.Listed.Select(stream => Profile(stream, configured)))}</tr2:GetProfilesResponse>");
    }

    internal static SoapReply GetStreamUri(OnvifCall call) => call.Profile is not { } stream
        ? SoapReply.NoProfile()
        : SoapReply.Of($"<tr2:GetStreamUriResponse><tr2:Uri>{call.StreamAddress(stream)}</tr2:Uri></tr2:GetStreamUriResponse>");

    internal static SoapReply GetSnapshotUri(OnvifCall call) =>
        call.FaultOf(call.Profile) == DeviceFault.SnapshotMissing ? SoapReply.NotSupported()
        : call.Profile is not { } stream ? SoapReply.NoProfile()
        : SoapReply.Of($"<tr2:GetSnapshotUriResponse><tr2:Uri>{call.SnapshotAddress(stream)}</tr2:Uri></tr2:GetSnapshotUriResponse>");

    internal static SoapReply GetServiceCapabilities(OnvifCall call) => SoapReply.Of(
        "<tr2:GetServiceCapabilitiesResponse><tr2:Capabilities SnapshotUri=\"true\">"
        + $"<tr2:ProfileCapabilities MaximumNumberOfProfiles=\"{call.Device.Streams.Count}\" ConfigurationsSupported=\"VideoSource VideoEncoder\"/>"
        + "<tr2:StreamingCapabilities RTSPStreaming=\"true\" RTP_RTSP_TCP=\"true\"/></tr2:Capabilities></tr2:GetServiceCapabilitiesResponse>");

    private static string Profile(SimulatedStream stream, bool configured)
    {
        var configurations = configured
            ? $"<tr2:Configurations>{MediaService.VideoSource("tr2:VideoSource", stream)}{Encoder(stream)}</tr2:Configurations>"
            : string.Empty;
        return $"<tr2:Profiles token=\"{stream.ProfileToken}\" fixed=\"true\"><tr2:Name>{SoapReply.Escape(stream.Name)}</tr2:Name>{configurations}</tr2:Profiles>";
    }

    private static string Encoder(SimulatedStream stream) => string.Create(
        CultureInfo.InvariantCulture,
        $"<tr2:VideoEncoder token=\"{stream.EncoderToken}\" GovLength=\"{Clip.FramesPerGop}\""
        + $" Profile=\"{(stream.Clip.Codec == VideoCodec.H264 ? "High" : "Main")}\"><tt:Name>{stream.EncoderToken}</tt:Name><tt:UseCount>1</tt:UseCount>"
        + $"<tt:Encoding>{stream.Clip.Codec}</tt:Encoding>{MediaService.Resolution(stream)}"
        + $"<tt:RateControl ConstantBitRate=\"false\"><tt:FrameRateLimit>{Clip.FramesPerSecond}</tt:FrameRateLimit>"
        + $"<tt:BitrateLimit>{stream.Clip.BitsPerSecond / 1000}</tt:BitrateLimit></tt:RateControl><tt:Quality>5</tt:Quality></tr2:VideoEncoder>");
}
