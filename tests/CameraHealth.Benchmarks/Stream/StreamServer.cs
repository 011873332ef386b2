using System.Diagnostics;
using System.Globalization;

namespace CameraHealth.Benchmarks.Stream;

/// <summary>GStreamer's RTSP server with two clips of 1080p25 and a group of pictures of 2 s: H.264 of 4 Mbit/s, H.265 of 2 Mbit/s.</summary>
internal sealed class StreamServer : IAsyncDisposable
{
    private readonly Process _process;
    private readonly string _folder;

    private StreamServer(Process process, string folder, int port) => (_process, _folder, Port) = (process, folder, port);

    public int Port { get; }

    public Uri Target(string codec) => new(string.Create(CultureInfo.InvariantCulture, $"rtsp://127.0.0.1:{Port}/{codec}"));

    /// <summary>Makes the clips and starts the server.</summary>
    public static async Task<StreamServer> StartAsync(CancellationToken cancellationToken)
    {
        var folder = Directory.CreateTempSubdirectory("camerahealth-bench").FullName;
        var (h264, h265) = (Path.Combine(folder, "clip.h264"), Path.Combine(folder, "clip.h265"));
        await MakeClipAsync("libx264", "-x264-params", "4000k", "aud=1:keyint=50:min-keyint=50:scenecut=0:bframes=0:sliced-threads=0", "h264", h264, cancellationToken);
        await MakeClipAsync("libx265", "-x265-params", "2000k", "aud=1:keyint=50:min-keyint=50:scenecut=0:bframes=0:repeat-headers=1:log-level=error", "hevc", h265, cancellationToken);

        // The system's python: others lack the GObject bindings.
        var process = Process.Start(new ProcessStartInfo("/usr/bin/python3", [Path.Combine(AppContext.BaseDirectory, "Stream", "stream_server.py"), h264, h265])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        var port = await process.StandardOutput.ReadLineAsync(cancellationToken) ?? throw new InvalidOperationException("The GStreamer server did not start.");
        return new StreamServer(process, folder, int.Parse(port, CultureInfo.InvariantCulture));
    }

    public async ValueTask DisposeAsync()
    {
        _process.StandardInput.Close();
        _process.Kill(entireProcessTree: true);
        await _process.WaitForExitAsync();
        _process.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static async Task MakeClipAsync(string encoder, string option, string rate, string parameters, string format, string file, CancellationToken cancellationToken)
    {
        using var ffmpeg = Process.Start("ffmpeg",
        [
            "-v", "error", "-f", "lavfi", "-i", "testsrc2=size=1920x1080:rate=25:duration=8,noise=alls=8:allf=t", "-pix_fmt", "yuv420p", "-c:v", encoder, "-preset", "ultrafast",
            "-b:v", rate, "-maxrate", rate, "-bufsize", rate, option, parameters, "-f", format, file,
        ]);
        await ffmpeg.WaitForExitAsync(cancellationToken);
    }
}
