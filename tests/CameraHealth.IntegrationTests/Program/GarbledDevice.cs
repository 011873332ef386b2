using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>A device that asks for a login and then answers nonsense, with everything it was sent in it.</summary>
internal sealed class GarbledDevice : IAsyncDisposable
{
    internal const string Code = "GARBLED";
    private const string Challenge = "401 Unauthorized\r\nWWW-Authenticate: Digest realm=\"garbled\", qop=\"auth\", nonce=\"0123456789abcdef\"\r\nContent-Length: 0\r\n\r\n";

    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _serving;

    public GarbledDevice()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>One port for ONVIF and RTSP.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public string Row(string password) => string.Create(CultureInfo.InvariantCulture, $"{Code},{Code},camera,SITE-camera,direct,127.0.0.1,{Port},{Port},/live,admin:{password},,,,,,,,");

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
        var buffer = new byte[64 * 1024];
        try
        {
            while (await socket.ReceiveAsync(buffer, SocketFlags.None, _ended.Token) is > 0 and var count)
            {
                var request = Encoding.Latin1.GetString(buffer, 0, count);
                var protocol = request.Contains("RTSP/1.0", StringComparison.Ordinal) ? "RTSP/1.0 " : "HTTP/1.1 ";
                var mayTalk = request.Contains("\r\nAuthorization:", StringComparison.OrdinalIgnoreCase) || request.Contains("GetSystemDateAndTime", StringComparison.Ordinal);
                var echo = $"200 OK\r\nContent-Type: application/soap+xml\r\nContent-Length: {count + 9}\r\n\r\n<garbled>{request}";
                await socket.SendAsync(Encoding.Latin1.GetBytes(protocol + (mayTalk ? echo : Challenge)), SocketFlags.None, _ended.Token);
            }
        }
        catch (Exception exception) when (exception is SocketException or OperationCanceledException)
        {
            // The other side has gone.
        }
    }
}
