using System.Diagnostics;
using System.Globalization;
using Xunit;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>Runs gst_replay.py: an ONVIF replay server that is not ours. It ends with its standard input.</summary>
public sealed class GStreamerReplay : IAsyncLifetime
{
    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(30);
    private Process? _process;
    private int _port;

    public Uri Address(string path) => new(string.Create(CultureInfo.InvariantCulture, $"rtsp://127.0.0.1:{_port}{path}"));

    public async ValueTask InitializeAsync()
    {
        _process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Rtsp", "gst_replay.py")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            UseShellExecute = false,
        })!;
        var line = await _process.StandardOutput.ReadLineAsync().WaitAsync(StartTimeout);
        _port = int.Parse(line ?? throw new InvalidOperationException("The replay server did not start."), CultureInfo.InvariantCulture);
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
