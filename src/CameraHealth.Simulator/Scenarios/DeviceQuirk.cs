namespace CameraHealth.Simulator.Scenarios;

/// <summary>
/// How a device differs from the specification for good, as makes in the field do. In files in snake case: <c>fault_status500</c>. A quirk is no
/// fault: most devices that have one work.
/// </summary>
public enum DeviceQuirk
{
    /// <summary>Media2 alone is offered, as by new H.265 devices.</summary>
    Media2Only,

    /// <summary>Media1 alone is offered: an H.265 profile has no encoder configuration then (Dahua).</summary>
    Media1Only,

    /// <summary>Media2 is listed and not implemented.</summary>
    Media2Hollow,

    /// <summary>Services, streams and snapshots are told with the host inside, as behind a NAT.</summary>
    InnerHost,

    /// <summary>Service addresses are told with port 80, where nothing listens.</summary>
    WrongPort,

    /// <summary>Addresses hold the port twice.</summary>
    PortTwice,

    /// <summary>A SOAP fault that demands a login comes under 500.</summary>
    FaultStatus500,

    /// <summary>A SOAP fault that demands a login comes under 200.</summary>
    FaultStatus200,

    /// <summary>Tokens are judged by true UTC, while local time (UTC+7) is shown as UTC.</summary>
    LocalTimeAsUtc,

    /// <summary>Of each six right logins over ONVIF the last two are answered 401: the table of users is full (Dahua).</summary>
    FullNowAndThen,

    /// <summary>A nonce is good for one request; the next one is told that it is stale.</summary>
    StaleNonce,

    /// <summary>A nonce is good for one request, and nobody says stale; the connection is closed after each answer (Dahua).</summary>
    NewNonceEachTime,

    /// <summary>Digest with SHA-256 alone, on ONVIF and RTSP (Hikvision STQC).</summary>
    Sha256Only,

    /// <summary>Basic, Digest with SHA-256 and Digest with MD5 are offered in one header.</summary>
    SeveralChallenges,

    /// <summary>Basic alone is offered.</summary>
    BasicOnly,

    /// <summary>Somebody else has used up two of the five attempts.</summary>
    AttemptsUsed,

    /// <summary>Replies are no XML.</summary>
    Garbage,

    /// <summary>Replies begin with a DTD.</summary>
    Dtd,

    /// <summary>Replies are larger than 4 MiB.</summary>
    HugeReply,

    /// <summary>Web pages with status 200 come in place of replies.</summary>
    WebPage,

    /// <summary>Good replies come as text/html in a charset nobody knows.</summary>
    WrongContentType,

    /// <summary>Replies are packed, whatever the client accepts (Pelco).</summary>
    Packed,

    /// <summary>More bytes are announced than come (Dahua).</summary>
    LongLength,

    /// <summary>GetSystemDateAndTime is not implemented (HiKam).</summary>
    NoClock,

    /// <summary>GetSystemDateAndTime wants a login (Vivotek, Panasonic).</summary>
    ClockNeedsLogin,

    /// <summary>The clock's fields are out of range.</summary>
    BrokenClock,

    /// <summary>GetServices is not implemented (old Axis).</summary>
    NoGetServices,

    /// <summary>The action parameter of the Content-Type is refused (Illustra).</summary>
    ActionRefused,

    /// <summary>Every answer is ter:CriticalError: it needs a reset.</summary>
    Critical,

    /// <summary>The account may not ask for the device's information.</summary>
    NoRight,

    /// <summary>The event service is listed, and creates no pull point.</summary>
    EventsHollow,

    /// <summary>All pull points have one address, and are told apart by a reference parameter (Axis).</summary>
    SubscriptionsByReference,

    /// <summary>Kept connections are dropped in silence.</summary>
    DropsConnections,
}
