namespace CameraHealth.Simulator.Onvif;

/// <summary>Operations of the replay service (ONVIF Replay). The address names no time: that goes into PLAY.</summary>
internal static class ReplayService
{
    internal static SoapReply GetServiceCapabilities(OnvifCall call) => SoapReply.Of(
        "<trp:GetServiceCapabilitiesResponse><trp:Capabilities ReversePlayback=\"false\" SessionTimeoutRange=\"10 60\" RTP_RTSP_TCP=\"true\"/></trp:GetServiceCapabilitiesResponse>");

    internal static SoapReply GetReplayConfiguration(OnvifCall call) => SoapReply.Of(
        "<trp:GetReplayConfigurationResponse><trp:Configuration><tt:SessionTimeout>PT60S</tt:SessionTimeout></trp:Configuration></trp:GetReplayConfigurationResponse>");

    internal static SoapReply GetReplayUri(OnvifCall call) => call.Recording is not { } stream
        ? SoapReply.Fault(400, "Sender", "InvalidArgVal", "NoRecording", "The recording token does not exist")
        : SoapReply.Of($"<trp:GetReplayUriResponse><trp:Uri>{SoapReply.Escape($"rtsp://{call.Reached.Address}:{call.Device.RtspPort}{stream.ReplayPath}")}</trp:Uri></trp:GetReplayUriResponse>");
}
