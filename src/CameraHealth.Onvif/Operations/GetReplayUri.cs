using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>ONVIF Replay 5.2: where a recording is played over RTSP. The time goes into PLAY.</summary>
internal static class GetReplayUri
{
    public static SoapOperation Of(string recordingToken) => new(
        "GetReplayUri",
        OnvifNamespaces.Replay,
        $"<GetReplayUri xmlns=\"{OnvifNamespaces.Replay}\" xmlns:tt=\"{OnvifNamespaces.Schema}\"><StreamSetup><tt:Stream>RTP-Unicast</tt:Stream>"
        + "<tt:Transport><tt:Protocol>RTSP</tt:Protocol></tt:Transport></StreamSetup>"
        + $"<RecordingToken>{SoapEnvelope.Escape(recordingToken)}</RecordingToken></GetReplayUri>",
        PreAuth: false);

    /// <summary>As told; null: none.</summary>
    public static string? Parse(SoapElement answer) => answer.TextAt("Uri") ?? answer.TextAt("MediaUri", "Uri");
}
