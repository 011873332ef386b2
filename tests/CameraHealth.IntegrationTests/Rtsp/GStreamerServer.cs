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

    public int TlsPort { get; private set; }

    public int IPv6Port { get; private set; }

    public Uri Secured(string path) => new(string.Create(CultureInfo.InvariantCulture, $"rtsps://127.0.0.1:{TlsPort}{path}"));

    public Uri OverIPv6(string path) => new(string.Create(CultureInfo.InvariantCulture, $"rtsp://[::1]:{IPv6Port}{path}"));

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
        var numbers = ports.Select(port => int.Parse(port, CultureInfo.InvariantCulture)).ToArray();
        (OpenPort, DigestPort, TlsPort, IPv6Port) = (numbers[0], numbers[1], numbers[2], numbers[3]);
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
