using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>A device that gives a picture, or what devices give instead. It answers one request a connection.</summary>
internal sealed class PictureHost : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Func<string, byte[]> _answer;
    private readonly Task _serving;
    private int _requests;

    /// <summary>Starts it.</summary>
    /// <param name="answer">Path to the whole HTTP answer.</param>
    public PictureHost(Func<string, byte[]> answer)
    {
        _answer = answer;
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>How many requests came.</summary>
    public int Requests => Volatile.Read(ref _requests);

    public static byte[] Ok(byte[] body) => [.. Encoding.ASCII.GetBytes($"HTTP/1.1 200 OK\r\nContent-Type: image/jpeg\r\nContent-Length: {body.Length}\r\nConnection: close\r\n\r\n"), .. body];

    public static byte[] Status(string status, string header = "X-Nothing: 1") => Encoding.ASCII.GetBytes($"HTTP/1.1 {status}\r\n{header}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _serving.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    private async Task ServeAsync()
    {
        while (!_ended.IsCancellationRequested)
        {
            _ = AnswerAsync(await _listener.AcceptSocketAsync(_ended.Token));
        }
    }

    private async Task AnswerAsync(Socket socket)
    {
        using var _ = socket;
        try
        {
            var buffer = new byte[16 * 1024];
            var count = await socket.ReceiveAsync(buffer, SocketFlags.None, _ended.Token);
            Interlocked.Increment(ref _requests);
            var path = Encoding.ASCII.GetString(buffer, 0, count).Split(' ')[1];
            await socket.SendAsync(_answer(path), SocketFlags.None, _ended.Token);
            socket.Shutdown(SocketShutdown.Both);
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException or IndexOutOfRangeException)
        {
            // The other side went away, or the test is over.
        }
    }
}
