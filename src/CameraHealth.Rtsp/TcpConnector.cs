using System.Net.Sockets;

namespace CameraHealth.Rtsp;

/// <summary>Makes the connection, and names the reason when it cannot be made.</summary>
internal static class TcpConnector
{
    public static async Task<Socket> ConnectAsync(RtspAddress address, RtspProbeRequest request, Deadline deadline, CancellationToken caller)
    {
        var connect = request.Connect ?? ConnectPlainAsync;
        deadline.LimitStep(request.ReplyTimeout);
        try
        {
            return await connect(address.BareHost, address.Port, deadline.Token);
        }
        catch (OperationCanceledException) when (!caller.IsCancellationRequested)
        {
            throw new StreamException(StreamOutcome.Unreachable, StreamFailureReason.ConnectTimeout, "The connection request was not answered.");
        }
        catch (SocketException e)
        {
            throw ToFailure(e.SocketErrorCode);
        }
    }

    private static async ValueTask<Socket> ConnectPlainAsync(string host, int port, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(host, port, cancellationToken);
            return socket;
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static StreamException ToFailure(SocketError error) => error switch
    {
        SocketError.ConnectionRefused or SocketError.ConnectionReset =>
            new(StreamOutcome.Refused, StreamFailureReason.ConnectRefused, "Nothing listens on this port."),
        SocketError.TimedOut => new(StreamOutcome.Unreachable, StreamFailureReason.ConnectTimeout, "The connection request was not answered."),
        SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
            new(StreamOutcome.Unreachable, StreamFailureReason.NameNotResolved, "The host name has no address."),
        SocketError.AccessDenied => new(StreamOutcome.Unreachable, StreamFailureReason.AddressNotAllowed, "The address is not allowed; nothing was sent."),
        SocketError.NetworkDown or SocketError.AddressNotAvailable or SocketError.TooManyOpenSockets or SocketError.NoBufferSpaceAvailable =>
            new(StreamOutcome.Unreachable, StreamFailureReason.OwnNetworkDown, $"This machine cannot connect ({error})."),
        _ => new(StreamOutcome.Unreachable, StreamFailureReason.NoRoute, $"No way to the host ({error})."),
    };
}
