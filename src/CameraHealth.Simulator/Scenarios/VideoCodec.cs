namespace CameraHealth.Simulator.Scenarios;

/// <summary>Codec of a simulated stream, named as in SDP and Media2.</summary>
public enum VideoCodec
{
    /// <summary>RFC 6184.</summary>
    H264,

    /// <summary>RFC 7798.</summary>
    H265,
}
