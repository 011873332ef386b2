using System.Diagnostics;
using CameraHealth.Imaging;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>
/// Decodes in a process of its own, since the bytes are hostile: it sees a pipe and nothing else, may write no file, and has limits of processor time,
/// memory, open files, time and output.
/// </summary>
public sealed class FfmpegDecoder(TimeProvider time) : IKeyframeDecoder
{
    private const int CpuSeconds = 5;
    private const long MemoryBytes = 1L << 30;
    private const int ReadSize = 64 * 1024;

    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);

    private readonly string? _ffmpeg = Find("ffmpeg");
    private readonly string? _prlimit = Find("prlimit");

    /// <summary>Without prlimit there are no limits, and then nothing is decoded.</summary>
    public bool IsAvailable => _ffmpeg is not null && _prlimit is not null;

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> DecodeAsync(string codec, ReadOnlyMemory<byte> annexB, CancellationToken cancellationToken)
    {
        if (!IsAvailable || codec is not ("H264" or "H265"))
        {
            return null;
        }

        using var limit = new CancellationTokenSource(Limit, time);
        using var joined = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, cancellationToken);
        using var process = new Process { StartInfo = Command(codec) };
        process.Start();
        try
        {
            var writing = WriteAsync(process, annexB, joined.Token);
            var errors = process.StandardError.BaseStream.CopyToAsync(Stream.Null, joined.Token);
            var picture = await ReadAsync(process.StandardOutput.BaseStream, joined.Token);
            await Task.WhenAll(writing, errors);
            await process.WaitForExitAsync(joined.Token);
            return picture is { Length: > 0 } && process.ExitCode == 0 ? picture : null;
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return null;
        }
        finally
        {
            End(process);
        }
    }

    private ProcessStartInfo Command(string codec)
    {
        var start = new ProcessStartInfo(_prlimit!)
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment.Clear();
        string[] arguments =
        [
            $"--cpu={CpuSeconds}", $"--as={MemoryBytes}", "--fsize=0", "--core=0", "--nofile=32", "--", _ffmpeg!,
            "-nostdin", "-hide_banner", "-loglevel", "quiet", "-protocol_whitelist", "pipe", "-threads", "1", "-max_pixels", $"{PictureLimits.MaxPixels}",
            "-f", codec == "H264" ? "h264" : "hevc", "-i", "pipe:0", "-an", "-sn", "-dn", "-frames:v", "1", "-threads", "1",
            "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "2", "-f", "image2pipe", "pipe:1",
        ];
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        return start;
    }

    private static async Task WriteAsync(Process process, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken)
    {
        try
        {
            await process.StandardInput.BaseStream.WriteAsync(bytes, cancellationToken);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It has ended already; its exit code says how.
        }
    }

    // Null: more than a picture may have.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream output, CancellationToken cancellationToken)
    {
        using var picture = new MemoryStream();
        var buffer = new byte[ReadSize];
        while (await output.ReadAsync(buffer, cancellationToken) is var read and > 0)
        {
            if (picture.Length + read > PictureLimits.MaxBytes)
            {
                return null;
            }

            await picture.WriteAsync(buffer.AsMemory(0, read), cancellationToken);
        }

        return picture.ToArray();
    }

    private static void End(Process process)
    {
        try
        {
            process.Kill(entireProcessTree: true);
        }
        catch (InvalidOperationException)
        {
            // It has ended.
        }
    }

    private static string? Find(string program) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "/usr/bin:/bin").Split(':', StringSplitOptions.RemoveEmptyEntries)
        .Select(folder => Path.Combine(folder, program)).FirstOrDefault(File.Exists);
}
