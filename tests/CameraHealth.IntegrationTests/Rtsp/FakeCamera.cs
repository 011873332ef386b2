using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>A camera played by hand over loopback, for what a real server will not do on demand. One connection.</summary>
internal sealed class FakeCamera : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _ended = new();
    private readonly Task _playing;

    public FakeCamera(Func<FakeCameraTalk, Task> play)
    {
        _listener.Start();
        _playing = PlayAsync(play);
    }

    public Uri Target => new(string.Create(CultureInfo.InvariantCulture, $"rtsp://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/live"));

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

    private async Task PlayAsync(Func<FakeCameraTalk, Task> play)
    {
        using var socket = await _listener.AcceptSocketAsync(_ended.Token);
        await play(new FakeCameraTalk(socket, Requests, _ended.Token));
    }
}
