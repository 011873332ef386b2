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

        return exception switch
        {
            { InnerException: AuthenticationException } => new OnvifException(OnvifFailureReason.TlsFailed, "TLS could not be set up", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.SecureConnectionError } => new OnvifException(OnvifFailureReason.TlsFailed, "TLS could not be set up", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.NameResolutionError } => new OnvifException(OnvifFailureReason.NoRoute, "The host name has no address", exception),
            HttpRequestException { HttpRequestError: HttpRequestError.InvalidResponse } => new OnvifException(OnvifFailureReason.MalformedReply, "The reply is no HTTP"),
            HttpRequestException { HttpRequestError: HttpRequestError.ConfigurationLimitExceeded } => new OnvifException(OnvifFailureReason.ReplyTooLarge, "The reply's header is too large"),
            _ => new OnvifException(OnvifFailureReason.ConnectionClosed, "The connection ended before the reply", exception) { MayRetry = IsRetryable(exchange) },
        };
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
