using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace CameraHealth.Simulator.Networking;

/// <summary>One listening port of one device. It can be closed and opened again on the same port.</summary>
internal sealed class DeviceListener(IPAddress address, int port, Func<ClientConnection, CancellationToken, Task> serveAsync)
{
    private const int Backlog = 64;
    private readonly ConcurrentDictionary<ClientConnection, Task> _connections = new();
    private readonly Lock _lock = new();
    private Listening? _listening;

    /// <summary>The port in use: what was asked for, or what the system chose at the first <see cref="Open"/>.</summary>
    internal int Port { get; private set; } = port;

    /// <summary>Listens; nothing happens when it does already.</summary>
    /// <exception cref="SocketException">The address or port cannot be used.</exception>
    internal void Open()
    {
        lock (_lock)
        {
            if (_listening is not null)
            {
                return;
            }

            var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
            try
            {
                socket.Bind(new IPEndPoint(address, Port));
                socket.Listen(Backlog);
            }
            catch
            {
                socket.Dispose();
                throw;
            }

            Port = ((IPEndPoint)socket.LocalEndPoint!).Port;
            var closing = new CancellationTokenSource();
            _listening = new Listening(AcceptAsync(socket, closing.Token), closing);
        }
    }

    /// <summary>Stops listening and cuts every connection. The port refuses when this returns.</summary>
    internal async Task CloseAsync()
    {
        Listening? listening;
        lock (_lock)
        {
            (listening, _listening) = (_listening, null);
        }

        if (listening is null)
        {
            return;
        }

        await listening.Closing.CancelAsync();
        await listening.Accepting;
        foreach (var connection in _connections.Keys)
        {
            connection.Cut();
        }

        await Task.WhenAll(_connections.Values);
        listening.Closing.Dispose();
    }

    private async Task AcceptAsync(Socket listening, CancellationToken cancellationToken)
    {
        using (listening)
        {
            while (!cancellationToken.IsCancellationRequested)
            {
                try
                {
                    Begin(await listening.AcceptAsync(cancellationToken), cancellationToken);
                }
                catch (OperationCanceledException)
                {
                    return;
                }
                catch (SocketException)
                {
                    // The client left between its SYN and our accept, or descriptors ran out: breathe, go on.
                    await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, CancellationToken.None);
                }
            }
        }
    }

    private void Begin(Socket socket, CancellationToken cancellationToken)
    {
        ClientConnection connection;
        try
        {
            connection = new ClientConnection(socket);
        }
        catch (SocketException)
        {
            socket.Dispose();
            return;
        }

        var ready = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _connections[connection] = ServeAsync(connection, ready.Task, cancellationToken);
        ready.SetResult();
    }

    private async Task ServeAsync(ClientConnection connection, Task ready, CancellationToken cancellationToken)
    {
        await ready;
        try
        {
            await serveAsync(connection, cancellationToken);
        }
        catch (Exception exception) when (exception is SocketException or ObjectDisposedException or OperationCanceledException)
        {
            // The client left or the device was switched off: the ordinary end of a connection.
        }
        finally
        {
            connection.Dispose();
            _connections.TryRemove(connection, out _);
        }
    }

    private sealed record Listening(Task Accepting, CancellationTokenSource Closing);
}
