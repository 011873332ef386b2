namespace CameraHealth.Simulator.Scenarios;

/// <summary>What a simulated device is. In files: <c>camera</c>, <c>recorder</c>, <c>encoder</c>.</summary>
public enum DeviceKind
{
    /// <summary>ONVIF and RTSP, one stream.</summary>
    Camera,

    /// <summary>ONVIF and RTSP, one stream for each channel.</summary>
    Recorder,

    /// <summary>RTSP alone.</summary>
    Encoder,
}
