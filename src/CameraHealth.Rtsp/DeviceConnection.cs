using System.Net.Sockets;

namespace CameraHealth.Rtsp;

/// <summary>The beginning and the end of a dialogue, the same for live streams and for footage.</summary>
internal static class DeviceConnection
{
    private static readonly TimeSpan TeardownTimeout = TimeSpan.FromSeconds(1);

    /// <summary>Connects, with TLS where the address asks for it.</summary>
    /// <exception cref="StreamException">It cannot be made.</exception>
    public static async Task<RtspConnection> OpenAsync(
        RtspProbeRequest request, RtspAddress address, StreamFindings findings, TimeProvider time, Deadline deadline, CancellationToken caller)
    {
        var socket = await TcpConnector.ConnectAsync(address, request, deadline, caller);
        try
        {
            return new RtspConnection(socket, address.IsSecure ? await TlsHandshake.RunAsync(socket, address, request, findings, deadline, caller) : null, time);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>Ends the session. Also after a failure and when the caller gave up: old servers keep sending a session that was not ended.</summary>
    public static async Task SayGoodbyeAsync(RtspDialogue dialogue, RtspAddress session, TimeProvider time)
    {
        try
        {
            using var deadline = new Deadline(time, TeardownTimeout, CancellationToken.None);
            await dialogue.TeardownAsync(session, deadline);
        }
        catch (Exception e) when (e is StreamException or OperationCanceledException or SocketException or IOException)
        {
            // The stream was measured already; a device that cannot say goodbye is no finding.
        }
    }
}
