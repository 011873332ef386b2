namespace CameraHealth.Simulator;

/// <summary>What clients did to one device, as totals since its start or last reset.</summary>
/// <param name="Connections">Accepted TCP connections, ONVIF and RTSP.</param>
/// <param name="OnvifRequests">HTTP requests read on the ONVIF port.</param>
/// <param name="RtspSessionsOpen">RTSP sessions set up and not ended.</param>
/// <param name="RtspSessionsTotal">RTSP sessions ever set up.</param>
/// <param name="MaxConcurrentRtspSessions">Most RTSP sessions at one moment.</param>
/// <param name="CredentialedAttempts">Requests whose credential was judged, accepted or not.</param>
/// <param name="Refusals">Those of them that were refused.</param>
/// <param name="Locked">True while the account is locked.</param>
/// <param name="Teardowns">Sessions that the client ended by TEARDOWN.</param>
public sealed record DeviceCounters(
    long Connections,
    long OnvifRequests,
    int RtspSessionsOpen,
    long RtspSessionsTotal,
    int MaxConcurrentRtspSessions,
    long CredentialedAttempts,
    long Refusals,
    bool Locked,
    long Teardowns);
