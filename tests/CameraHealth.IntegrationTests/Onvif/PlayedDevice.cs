using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CameraHealth.IntegrationTests.Onvif;

/// <summary>A device played by hand on a loopback port: it can also do what no real server does on demand.</summary>
public sealed class PlayedDevice : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly Func<PlayedRequest, PlayedReply> _answer;
    private readonly Task _accepting;

    public PlayedDevice(Func<PlayedRequest, PlayedReply> answer)
    {
        _answer = answer;
        _listener.Start();
        Port = ((IPEndPoint)_listener.LocalEndpoint).Port;
        _accepting = AcceptAsync();
    }

    public int Port { get; }

    public ConcurrentQueue<PlayedRequest> Requests { get; } = new();

    public int Credentialed => Requests.Count(r => r.HasCredential);

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _accepting;
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        var connections = new List<Task>();
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                connections.Add(PlayAsync(client, connections.Count));
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or InvalidOperationException)
        {
            await Task.WhenAll(connections);
        }
    }

    private async Task PlayAsync(TcpClient client, int connection)
    {
        using var _ = client;
        var stream = client.GetStream();
        try
        {
            while (await ReadAsync(stream, connection) is { } request)
            {
                Requests.Enqueue(request);
                var reply = _answer(request);
                await stream.WriteAsync(reply.Bytes, _stop.Token);
                if (reply.Hang)
                {
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, _stop.Token);
                }

                if (reply.Close)
                {
                    return;
                }
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
        {
            // The client went away, or the test ended.
        }
    }

    private async Task<PlayedRequest?> ReadAsync(NetworkStream stream, int connection)
    {
        var text = "";
        var buffer = new byte[16 * 1024];
        while (true)
        {
            var end = text.IndexOf("\r\n\r\n", StringComparison.Ordinal);
            if (end > 0)
            {
                var request = new PlayedRequest(connection, text.Split(' ')[1], text[..end], text[(end + 4)..]);
                var length = request.IsGet ? 0 : int.Parse(text.Split("Content-Length: ")[1].Split('\r')[0], CultureInfo.InvariantCulture);
                if (request.Body.Length >= length)
                {
                    return request;
                }
            }

            var read = await stream.ReadAsync(buffer, _stop.Token);
            if (read == 0)
            {
                return null;
            }

            text += Encoding.Latin1.GetString(buffer, 0, read);
        }
    }
}
