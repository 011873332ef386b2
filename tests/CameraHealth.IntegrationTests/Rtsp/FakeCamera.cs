using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>A camera played by hand over loopback, for what a real server will not do on demand. Each connection has its script, one after the other.</summary>
internal sealed class FakeCamera : IAsyncDisposable
{
    private readonly TcpListener _listener;
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _playing;

    public FakeCamera(params Func<FakeCameraTalk, Task>[] plays)
        : this(IPAddress.Loopback, plays)
    {
    }

    public FakeCamera(IPAddress address, params Func<FakeCameraTalk, Task>[] plays)
    {
        _listener = new TcpListener(address, 0);
        _listener.Start();
        _playing = PlayAsync(plays);
    }

    public IPEndPoint EndPoint => (IPEndPoint)_listener.LocalEndpoint;

    public Uri Target => new(string.Create(CultureInfo.InvariantCulture, $"rtsp://{EndPoint}/live"));

    /// <summary>Every request that came, whole.</summary>
    public List<string> Requests { get; } = [];

    public IEnumerable<string> Methods => Requests.Select(r => r.Split(' ')[0]);

    public async ValueTask DisposeAsync()
    {
        await _ended.CancelAsync();
        _listener.Stop();
        await _playing.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        _ended.Dispose();
    }

    /// <summary>Waits until the script has ended, so that what it recorded is complete.</summary>
    public Task PlayedAsync(TimeSpan limit) => _playing.WaitAsync(limit);

    private async Task PlayAsync(Func<FakeCameraTalk, Task>[] plays)
    {
        foreach (var play in plays)
        {
            using var socket = await _listener.AcceptSocketAsync(_ended.Token);
            await play(new FakeCameraTalk(socket, Requests, _ended.Token));
        }
    }
}
