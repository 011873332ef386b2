namespace CameraHealth.Rtsp;

/// <summary>The closed set of <see cref="StreamFailure.Reason"/>.</summary>
public static class StreamFailureReason
{
    /// <summary>The device refused the one attempt that was made.</summary>
    public const string CredentialsRefused = "credentials_refused";

    /// <summary>The device asks for a login and there is no account for it.</summary>
    public const string CredentialsMissing = "credentials_missing";

    /// <summary>The login budget allows no attempt now.</summary>
    public const string LoginHeld = "login_held";

    /// <summary>The login budget could not be asked, so nothing was sent.</summary>
    public const string BudgetUnavailable = "budget_unavailable";

    /// <summary>The device offers Basic only, or a hash that is not known.</summary>
    public const string LoginSchemeUnsupported = "login_scheme_unsupported";

    /// <summary>The device offers only a scheme that is weaker than the one it accepted before; nothing was sent.</summary>
    public const string LoginSchemeWeaker = "login_scheme_weaker";

    /// <summary>401 after the same credential had been accepted in this very session: not a wrong password.</summary>
    public const string LoginWithdrawn = "login_withdrawn";

    /// <summary>403: known, but not allowed to see this stream.</summary>
    public const string Forbidden = "forbidden";

    /// <summary>Nothing listens on the port.</summary>
    public const string ConnectRefused = "connect_refused";

    /// <summary>The connection request was not answered.</summary>
    public const string ConnectTimeout = "connect_timeout";

    /// <summary>No way to the host.</summary>
    public const string NoRoute = "no_route";

    /// <summary>The host name has no address.</summary>
    public const string NameNotResolved = "name_not_resolved";

    /// <summary>The caller's network policy forbids the address; nothing was sent.</summary>
    public const string AddressNotAllowed = "address_not_allowed";

    /// <summary>The fault lies with this machine: network down, no local address, no sockets left. Says nothing of the device.</summary>
    public const string OwnNetworkDown = "own_network_down";

    /// <summary>A reply did not come, or not to its end, in time.</summary>
    public const string ReplyTimeout = "reply_timeout";

    /// <summary>The device closed the connection in mid-dialogue.</summary>
    public const string ConnectionClosed = "connection_closed";

    /// <summary>PLAY was accepted and no RTP came.</summary>
    public const string NoFrames = "no_frames";

    /// <summary>RTP came, but fewer than two pictures in it.</summary>
    public const string NoPictures = "no_pictures";

    /// <summary>The description names no video.</summary>
    public const string NoVideoTrack = "no_video_track";

    /// <summary>No such stream.</summary>
    public const string NotFound = "not_found";

    /// <summary>457: nothing can be played for the time asked for.</summary>
    public const string RangeRefused = "range_refused";

    /// <summary>453: not enough bandwidth, in practice the session limit.</summary>
    public const string Busy453 = "busy_453";

    /// <summary>503: service unavailable, in practice the session limit or the encoder not running.</summary>
    public const string Busy503 = "busy_503";

    /// <summary>The transports that were asked for were refused (461), or another one was forced.</summary>
    public const string TransportRefused = "transport_refused";

    /// <summary>A method that every server must know was refused (405, 501, 551).</summary>
    public const string MethodRefused = "method_refused";

    /// <summary>The TLS handshake failed or was not answered.</summary>
    public const string TlsHandshakeFailed = "tls_handshake_failed";

    /// <summary>The device showed another certificate than the one expected of it; nothing was sent to it.</summary>
    public const string CertificateChanged = "certificate_changed";

    /// <summary>The device sends elsewhere. Redirects are followed on the device's own host only, and not in circles.</summary>
    public const string Redirected = "redirected";

    /// <summary>The address is not one this probe speaks.</summary>
    public const string SchemeUnsupported = "scheme_unsupported";

    /// <summary>Any other error status.</summary>
    public const string ErrorReply = "error_reply";

    /// <summary>What came is not RTSP.</summary>
    public const string MalformedReply = "malformed_reply";

    /// <summary>The description cannot be read.</summary>
    public const string MalformedDescription = "malformed_description";

    /// <summary>A header above 64 KiB.</summary>
    public const string HeaderTooLarge = "header_too_large";

    /// <summary>A body above 256 KiB.</summary>
    public const string BodyTooLarge = "body_too_large";

    /// <summary>All reasons.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        CredentialsRefused, CredentialsMissing, LoginHeld, BudgetUnavailable, LoginSchemeUnsupported, LoginSchemeWeaker, LoginWithdrawn, Forbidden, ConnectRefused, ConnectTimeout,
        NoRoute, NameNotResolved, AddressNotAllowed, OwnNetworkDown, ReplyTimeout, ConnectionClosed, NoFrames, NoPictures, NoVideoTrack, NotFound, RangeRefused, Busy453, Busy503, TransportRefused,
        MethodRefused, TlsHandshakeFailed, CertificateChanged, Redirected, SchemeUnsupported, ErrorReply, MalformedReply, MalformedDescription, HeaderTooLarge, BodyTooLarge,
    ];
}
