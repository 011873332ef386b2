using System.Diagnostics;
using CameraHealth.Imaging;

namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>
/// Runs ffmpeg on hostile bytes: it sees pipes and nothing else, may write no file, and has limits of processor time, memory, open files, time
/// and output. Without prlimit there are no limits, and then nothing is run.
/// </summary>
internal sealed class DecoderProcess(TimeProvider time)
{
    private const long MemoryBytes = 1L << 30;
    private const int ReadSize = 64 * 1024;
    private const int MaxErrorBytes = 256 * 1024;

    private readonly string? _ffmpeg = Find("ffmpeg");
    private readonly string? _prlimit = Find("prlimit");

    public bool IsAvailable => _ffmpeg is not null && _prlimit is not null;

    /// <summary>Runs it to its end. Null: it did not come to a good one within its limits.</summary>
    /// <param name="arguments">Those of ffmpeg behind its general ones; input is pipe:0, output pipe:1, a report pipe:2.</param>
    /// <param name="input">What it reads.</param>
    /// <param name="cpuSeconds">Processor time.</param>
    /// <param name="limit">Time.</param>
    /// <param name="cancellationToken">Ends it too.</param>
    public async Task<DecoderOutput?> RunAsync(
        IEnumerable<string> arguments, ReadOnlyMemory<byte> input, int cpuSeconds, TimeSpan limit, CancellationToken cancellationToken)
    {
        using var limited = new CancellationTokenSource(limit, time);
        using var joined = CancellationTokenSource.CreateLinkedTokenSource(limited.Token, cancellationToken);
        using var process = new Process { StartInfo = Command(arguments, cpuSeconds) };
        process.Start();
        try
        {
            var writing = WriteAsync(process, input, joined.Token);
            var reporting = ReadAsync(process.StandardError.BaseStream, MaxErrorBytes, joined.Token);
            var picture = await ReadAsync(process.StandardOutput.BaseStream, PictureLimits.MaxBytes, joined.Token);
            await Task.WhenAll(writing, reporting);
            await process.WaitForExitAsync(joined.Token);
            return picture is { } bytes && await reporting is { } report && process.ExitCode == 0 ? new DecoderOutput(bytes, System.Text.Encoding.UTF8.GetString(report.Span)) : null;
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

    private ProcessStartInfo Command(IEnumerable<string> arguments, int cpuSeconds)
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
        string[] always =
        [
            $"--cpu={cpuSeconds}", $"--as={MemoryBytes}", "--fsize=0", "--core=0", "--nofile=32", "--", _ffmpeg!,
            "-nostdin", "-hide_banner", "-loglevel", "quiet", "-protocol_whitelist", "pipe", "-threads", "1", "-max_pixels", $"{PictureLimits.MaxPixels}",
        ];
        foreach (var argument in always.Concat(arguments))
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

    // Null: more than may be.
    private static async Task<ReadOnlyMemory<byte>?> ReadAsync(Stream output, int most, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[ReadSize];
        while (await output.ReadAsync(buffer, cancellationToken) is var count and > 0)
        {
            if (read.Length + count > most)
            {
                return null;
            }

            await read.WriteAsync(buffer.AsMemory(0, count), cancellationToken);
        }

        return read.ToArray();
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

/// <summary>What a decoder gave.</summary>
/// <param name="Bytes">Its output.</param>
/// <param name="Report">Its report.</param>
internal sealed record DecoderOutput(ReadOnlyMemory<byte> Bytes, string Report);
