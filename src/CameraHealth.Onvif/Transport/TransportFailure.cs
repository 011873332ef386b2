using System.Net.Sockets;
using System.Security.Authentication;

namespace CameraHealth.Onvif.Transport;

/// <summary>What a failed exchange means. Details name the socket error, never content.</summary>
internal static class TransportFailure
{
    public static OnvifException From(Exception exception, Exchange exchange)
    {
        for (var at = exception; at is not null; at = at.InnerException)
        {
            if (at is OnvifException typed)
            {
                return typed;
            }

            if (at is SocketException socket)
            {
                return new OnvifException(Reason(socket.SocketErrorCode), $"{socket.SocketErrorCode}", exception) { MayRetry = IsRetryable(exchange) };
            }
        }

        var isTls = exception.InnerException is AuthenticationException;
        var (reason, detail) = (exception as HttpRequestException)?.HttpRequestError switch
        {
            HttpRequestError.SecureConnectionError => (OnvifFailureReason.TlsFailed, "TLS could not be set up"),
            _ when isTls => (OnvifFailureReason.TlsFailed, "TLS could not be set up"),
            HttpRequestError.NameResolutionError => (OnvifFailureReason.NoRoute, "The host name has no address"),
            HttpRequestError.InvalidResponse => (OnvifFailureReason.MalformedReply, "The reply is no HTTP"),
            HttpRequestError.ConfigurationLimitExceeded => (OnvifFailureReason.ReplyTooLarge, "The reply's header is too large"),
            _ => (OnvifFailureReason.ConnectionClosed, "The connection ended before the reply"),
        };

        // An unreadable reply is quoted in the inner exception's text: a device could echo a secret there.
        return reason is OnvifFailureReason.MalformedReply or OnvifFailureReason.ReplyTooLarge
            ? new OnvifException(reason, detail)
            : new OnvifException(reason, detail, exception) { MayRetry = reason == OnvifFailureReason.ConnectionClosed && IsRetryable(exchange) };
    }

    /// <summary>The deadline passed. How far the exchange had come tells which deadline it was.</summary>
    public static OnvifException Timeout(Exchange exchange) => exchange.WrittenTimestamp is null
        ? new OnvifException(OnvifFailureReason.ConnectTimeout, "No connection within the deadline")
        : new OnvifException(OnvifFailureReason.ReplyTimeout, "No complete reply within the deadline");

    internal static OnvifFailureReason Reason(SocketError error) => error switch
    {
        SocketError.ConnectionRefused => OnvifFailureReason.ConnectRefused,
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown => OnvifFailureReason.NoRoute,
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => OnvifFailureReason.NoRoute,
        SocketError.NetworkDown or SocketError.AddressNotAvailable => OnvifFailureReason.OwnNetworkDown,
        SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable => OnvifFailureReason.OwnNetworkDown,
        SocketError.TimedOut => OnvifFailureReason.ConnectTimeout,
        SocketError.AccessDenied => OnvifFailureReason.AddressNotAllowed,
        _ => OnvifFailureReason.ConnectionClosed,
    };

    /// <summary>
    /// Only a reused connection that gave nothing: the device had dropped it in silence (home-assistant/core#26781).
    /// One opened for this request and then closed is the device's answer.
    /// </summary>
    private static bool IsRetryable(Exchange exchange) => !exchange.OpenedConnection;
}
