using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.RegularExpressions;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>
/// Stands between a client and an RTSP server: hands the dialogue through with the ports of SETUP made its own, and spoils
/// the RTP packets in between. Seeded, and it counts what it did.
/// </summary>
internal sealed partial class LossyRelay : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly List<Task> _tasks = [];
    private readonly List<RelayPath> _paths = [];
    private readonly int _serverPort;
    private readonly RelayFaults _faults;
    private int _teardowns;

    public LossyRelay(int serverPort, RelayFaults faults)
    {
        (_serverPort, _faults) = (serverPort, faults);
        _listener.Start();
        _tasks.Add(AcceptAsync());
    }

    /// <summary>RTP packets that were not handed on, until TEARDOWN.</summary>
    public long Dropped => _paths.Sum(path => path.Dropped);

    /// <summary>RTP packets that came from the server, until TEARDOWN.</summary>
    public long Taken => _paths.Sum(path => path.Taken);

    /// <summary>Packets that found this relay's own buffer full: it was too slow, and the count of drops cannot be trusted.</summary>
    public long Overflowed => _paths.Sum(path => path.Overflowed);

    /// <summary>RTCP packets with a receiver report, from the client.</summary>
    public int ReceiverReports => _paths.Sum(path => path.ReceiverReports);

    public int Teardowns => _teardowns;

    public Uri Target(string path) => new(string.Create(CultureInfo.InvariantCulture, $"rtsp://{(IPEndPoint)_listener.LocalEndpoint}{path}"));

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await Task.WhenAll(_tasks).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _paths.ForEach(path => path.Dispose());
        _ended.Dispose();
    }

    private async Task AcceptAsync()
    {
        while (true)
            _tasks.Add(ServeAsync(await _listener.AcceptSocketAsync(_ended.Token)));
    }

    private async Task ServeAsync(Socket client)
    {
        using (client)
        using (var server = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true })
        {
            client.NoDelay = true;
            await server.ConnectAsync(IPAddress.Loopback, _serverPort, _ended.Token);
            var path = new RelayPath(_faults);
            _paths.Add(path);
            await Task.WhenAny(PassAsync(client, server, text => ToServer(text, path)), PassAsync(server, client, text => ToClient(text, path)));
        }
    }

    // Messages come whole in one read here: both sides send them with one write, one at a time.
    private async Task PassAsync(Socket from, Socket to, Func<string, string> change)
    {
        var buffer = new byte[256 * 1024];
        while (await from.ReceiveAsync(buffer, SocketFlags.None, _ended.Token) is > 0 and var count)
        {
            var bytes = buffer.AsMemory(0, count);
            if (buffer[0] != '$' && Encoding.Latin1.GetString(buffer, 0, count) is var text && text.Contains("RTSP/1.0", StringComparison.Ordinal))
                bytes = Encoding.Latin1.GetBytes(change(text));
            await to.SendAsync(bytes, SocketFlags.None, _ended.Token);
        }
    }

    private string ToServer(string request, RelayPath path)
    {
        if (request.StartsWith("TEARDOWN", StringComparison.Ordinal))
        {
            path.Stop();
            Interlocked.Increment(ref _teardowns);
        }

        return ClientPorts().Replace(request, match => $"client_port={path.TakeClientPort(Number(match))}");
    }

    private static string ToClient(string reply, RelayPath path) => ServerPorts().Replace(reply, match => $"server_port={path.TakeServerPort(Number(match))}");

    private static int Number(Match match) => int.Parse(match.Groups["port"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex("client_port=(?<port>[0-9]+)-[0-9]+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ClientPorts();

    [GeneratedRegex("server_port=(?<port>[0-9]+)-[0-9]+", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant | RegexOptions.NonBacktracking)]
    private static partial Regex ServerPorts();
}
