using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>Runs gst_server.py. The server ends with its standard input, so it does not outlive a test run that was killed.</summary>
public sealed class GStreamerServer : IAsyncLifetime
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(20);
    private Process? _process;

    public int OpenPort { get; private set; }

    public int DigestPort { get; private set; }

    public Uri Open(string path) => new(string.Create(CultureInfo.InvariantCulture, $"rtsp://127.0.0.1:{OpenPort}{path}"));

    public Uri BehindDigest(string path) => new(string.Create(CultureInfo.InvariantCulture, $"rtsp://127.0.0.1:{DigestPort}{path}"));

    public async ValueTask InitializeAsync()
    {
        // The system's python: others lack the GObject bindings.
        _process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Rtsp", "gst_server.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(StartTimeout);
        var ports = (line ?? throw new InvalidOperationException("The GStreamer server did not start.")).Split(' ');
        OpenPort = int.Parse(ports[0], CultureInfo.InvariantCulture);
        DigestPort = int.Parse(ports[1], CultureInfo.InvariantCulture);
    }

    public async ValueTask DisposeAsync()
    {
        if (_process is null)
            return;
        _process.StandardInput.Close();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
    }
}
