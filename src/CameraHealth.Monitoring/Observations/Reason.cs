namespace CameraHealth.Monitoring.Observations;

/// <summary>
/// Why something is as it is: a closed set, shown in two languages and used as a metric label in snake_case.
/// Numbers are stored: never reuse or renumber one.
/// </summary>
public enum Reason
{
    /// <summary>Nothing to explain.</summary>
    None = 0,

    // Reaching it.

    /// <summary>No port of it accepts a connection; at least one answered with a refusal.</summary>
    ConnectRefused = 10,

    /// <summary>The network says that there is no way to the host.</summary>
    NoRoute = 11,

    /// <summary>Nothing answered the connection request.</summary>
    ConnectTimeout = 12,

    /// <summary>The recorder does not list the channel.</summary>
    ChannelNotListed = 13,

    /// <summary>The recorder in front of the channel is not reachable or does not answer.</summary>
    RecorderUnavailable = 14,

    /// <summary>The address lies outside the configured camera networks: nothing was sent.</summary>
    AddressNotAllowed = 15,

    /// <summary>The host name has no address.</summary>
    NameNotResolved = 16,

    // ONVIF.

    /// <summary>Connected, but no complete reply within the deadline.</summary>
    ReplyTimeout = 20,

    /// <summary>The device closed the connection in place of an answer.</summary>
    ConnectionClosed = 21,

    /// <summary>A web server answers, but not with ONVIF.</summary>
    NotOnvif = 22,

    /// <summary>The reply cannot be read.</summary>
    MalformedReply = 23,

    /// <summary>The reply is larger than the stated limit.</summary>
    ReplyTooLarge = 24,

    /// <summary>The device answers with a fault of its own.</summary>
    DeviceFault = 25,

    /// <summary>The device does not know the operation.</summary>
    NotSupported = 26,

    /// <summary>The device says that it needs a reset (ter:CriticalError).</summary>
    DeviceCritical = 27,

    /// <summary>Device clock off by more than the tolerance.</summary>
    ClockOff = 28,

    /// <summary>TLS failed.</summary>
    TlsFailed = 29,

    // Credentials: never downtime.

    /// <summary>User or password refused.</summary>
    CredentialsRefused = 30,

    /// <summary>The device wants an account, and none is registered.</summary>
    CredentialsMissing = 31,

    /// <summary>No attempt was made: the login budget holds further attempts back.</summary>
    LoginHeld = 32,

    /// <summary>The account lacks the right.</summary>
    NotPermitted = 33,

    /// <summary>The device offers only a login scheme that is never used (Basic where it is not allowed, or one nobody knows).</summary>
    LoginSchemeUnsupported = 34,

    /// <summary>The device shows another certificate than before; nothing is sent to it until a person accepts it.</summary>
    CertificateChanged = 35,

    /// <summary>The device offers a weaker login scheme than it accepted before; it is not used until a person accepts it.</summary>
    LoginSchemeWeaker = 36,

    // Streaming.

    /// <summary>PLAY was accepted, but no picture arrived.</summary>
    NoFrames = 40,

    /// <summary>The stream address does not exist.</summary>
    StreamNotFound = 41,

    /// <summary>The stream has no video.</summary>
    NoVideoTrack = 42,

    /// <summary>The device refuses the transport or the method.</summary>
    StreamUnsupported = 43,

    /// <summary>The RTSP port refuses connections.</summary>
    RtspRefused = 44,

    /// <summary>RTSP does not answer in time.</summary>
    RtspTimeout = 45,

    /// <summary>RTSP answers nonsense.</summary>
    RtspProtocolError = 46,

    /// <summary>Neither the register nor ONVIF gives a stream address.</summary>
    StreamAddressUnknown = 47,

    /// <summary>There is no way to the RTSP port.</summary>
    RtspUnreachable = 48,

    // Picture: why none was looked at. Never a fault of the camera.

    /// <summary>No picture came in time.</summary>
    PictureTimeout = 50,

    /// <summary>The device offers no snapshot, and nothing here decodes its stream.</summary>
    PictureSourceMissing = 51,

    /// <summary>The device gave no snapshot, and no picture could be taken from its stream.</summary>
    SnapshotFailed = 52,

    /// <summary>What came in place of a picture is none, or is damaged.</summary>
    NotAPicture = 53,

    /// <summary>The picture goes past the stated limits.</summary>
    PictureTooLarge = 54,

    /// <summary>The device names a snapshot on another host; nothing was asked there.</summary>
    SnapshotElsewhere = 55,

    /// <summary>The picture of the stream could not be decoded.</summary>
    DecoderFailed = 56,

    // Inconclusive: ours or the device's load, never its fault.

    /// <summary>The device is full or busy (401 by exhaustion, 453, 503).</summary>
    DeviceBusy = 60,

    /// <summary>The monitor's own network or gateway is down.</summary>
    OwnNetworkDown = 61,

    /// <summary>Our own limits let no poll through in time.</summary>
    NoPermit = 62,

    /// <summary>The login budget could not be reached, so no attempt was made.</summary>
    BudgetUnavailable = 63,

    /// <summary>Our own program failed; see the log.</summary>
    InternalError = 64,

    // Nothing known.

    /// <summary>Never measured so far.</summary>
    NotYetMeasured = 70,

    /// <summary>An observation was due and did not come.</summary>
    NoObservation = 71,

    /// <summary>A lower rung is broken, so this one cannot be judged.</summary>
    LowerRungBroken = 80,

    // Out of contract: it streams, but not as it should.

    /// <summary>Another codec than the contract wants.</summary>
    CodecOffContract = 90,

    /// <summary>Another picture size than the contract wants.</summary>
    SizeOffContract = 91,

    /// <summary>More or fewer pictures a second than the contract wants.</summary>
    FrameRateOffContract = 92,

    /// <summary>A bit rate outside the contract's band.</summary>
    BitRateOffContract = 93,

    /// <summary>Keyframes come later than the contract wants.</summary>
    KeyframesOffContract = 94,

    /// <summary>The sub stream is out of its contract, or gives no picture.</summary>
    SubStreamOffContract = 95,

    // What was found in a picture, in the order in which one explains the next away.

    /// <summary>The card that an encoder or recorder draws when no camera signal arrives.</summary>
    SignalLoss = 100,

    /// <summary>Nothing but darkness.</summary>
    PictureBlack = 101,

    /// <summary>Most of the picture is burnt out.</summary>
    PictureOverexposed = 102,

    /// <summary>A part of the view is hidden by something near.</summary>
    PictureCovered = 103,

    /// <summary>Blocks of wrong content.</summary>
    PictureMosaic = 104,

    /// <summary>Regular bands across the picture.</summary>
    PictureStripes = 105,

    /// <summary>More noise than a sensor makes.</summary>
    PictureNoise = 106,

    /// <summary>Out of focus, or a dirty lens.</summary>
    PictureBlurred = 107,

    /// <summary>Fog or film on or before the lens.</summary>
    PictureLowContrast = 108,

    /// <summary>The infrared filter stands wrong.</summary>
    NightFilterFault = 109,

    /// <summary>The whole picture is tinted.</summary>
    PictureColourCast = 110,

    /// <summary>The camera looks elsewhere than in its accepted reference.</summary>
    ViewMoved = 111,

    /// <summary>The same pixels as in the picture before, whatever the clock in it says.</summary>
    PictureFrozen = 112,

    // What a device tells about itself by events. Evidence beside the rungs.

    /// <summary>It says that its view is covered, blurred, dark, burnt out or moved.</summary>
    TamperReported = 120,

    /// <summary>It says that a video source gives no signal.</summary>
    SignalLossReported = 121,

    /// <summary>It says that its storage fails.</summary>
    StorageFailureReported = 122,

    /// <summary>It says that a fan or power supply fails, or that it is too hot.</summary>
    HardwareFailureReported = 123,

    /// <summary>It says that a recording job is in error, or records only a part.</summary>
    RecordingJobReported = 124,
}
