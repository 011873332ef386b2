namespace CameraHealth.Monitoring.Fleet;

/// <summary>What a device is. Numbers are stored: never reuse one.</summary>
public enum DeviceKind
{
    /// <summary>A video source we watch, with an ONVIF device service of its own or behind a recorder.</summary>
    Camera = 1,

    /// <summary>A recorder (NVR, DVR): its channels are cameras of their own in the register.</summary>
    Recorder = 2,

    /// <summary>An encoder that speaks RTSP only.</summary>
    Encoder = 3,
}

/// <summary>How a device is reached. Numbers are stored: never reuse one.</summary>
public enum AccessPath
{
    /// <summary>At its own address.</summary>
    Direct = 1,

    /// <summary>Only through the recorder it is plugged into: it shares the recorder's permits, login budget and bandwidth.</summary>
    Channel = 2,
}
