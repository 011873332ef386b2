using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>VLC's RTSP server, an implementation apart from GStreamer's. It speaks UDP only and answers 461 to the rest.</summary>
public sealed class VlcServer : IAsyncLifetime
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private readonly string _folder = Directory.CreateTempSubdirectory("vlc").FullName;
    private Process? _process;
    private int _port;

    public Uri Target => new(string.Create(CultureInfo.InvariantCulture, $"rtsp://127.0.0.1:{_port}/camera"));

    public async ValueTask InitializeAsync()
    {
        using (var listener = new TcpListener(IPAddress.Loopback, 0))
        {
            listener.Start();
            _port = ((IPEndPoint)listener.LocalEndpoint).Port;
        }

        await MakeClipAsync();
        // Whoever VLC runs as must read the clip and write its settings.
        File.SetUnixFileMode(_folder, (UnixFileMode)0b111_111_111);
        string[] vlc =
        [
            "cvlc", "-q", "-I", "dummy", "--no-audio", "--loop", Path.Combine(_folder, "clip.mp4"), "--rtsp-host=127.0.0.1",
            "--sout", string.Create(CultureInfo.InvariantCulture, $"#rtp{{sdp=rtsp://127.0.0.1:{_port}/camera}}"),
        ];
        // VLC refuses to run as root.
        string[] command = Environment.IsPrivilegedProcess ? ["setpriv", "--reuid=65534", "--regid=65534", "--clear-groups", .. vlc] : vlc;
        var start = new ProcessStartInfo(command[0], command[1..]) { UseShellExecute = false, RedirectStandardError = true, RedirectStandardOutput = true };
        start.Environment["HOME"] = _folder;
        _process = Process.Start(start)!;
        _process.BeginErrorReadLine();
        _process.BeginOutputReadLine();
        await AnswersAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is not null)
        {
            _process.Kill(entireProcessTree: true);
            await _process.WaitForExitAsync();
            _process.Dispose();
        }

        Directory.Delete(_folder, recursive: true);
    }

    private async Task MakeClipAsync()
    {
        using var ffmpeg = Process.Start("ffmpeg",
        [
            "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=640x360:rate=25:duration=90", "-c:v", "libx264", "-preset", "ultrafast",
            "-g", "50", "-sc_threshold", "0", "-b:v", "800k", Path.Combine(_folder, "clip.mp4"),
        ]);
        await ffmpeg.WaitForExitAsync();
    }

    private async Task AnswersAsync()
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            try
            {
                using var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
                await socket.ConnectAsync(IPAddress.Loopback, _port);
                return;
            }
            catch (SocketException) when (clock.Elapsed < StartTimeout)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
            }
        }
    }
}
