using System.Diagnostics;

namespace CameraHealth.Benchmarks.Fleet;

/// <summary>A program of ours in a process of its own; what it prints is kept in a file.</summary>
internal sealed class StartedProgram : IAsyncDisposable
{
    private static readonly TimeSpan TimeToStop = TimeSpan.FromSeconds(15);

    private readonly Task _copying;

    private StartedProgram(Process process, string logFile)
    {
        Process = process;
        LogFile = logFile;
        _copying = Task.WhenAll(CopyAsync(process.StandardOutput, logFile), CopyAsync(process.StandardError, logFile + ".errors"));
    }

    public Process Process { get; }

    public string LogFile { get; }

    public static StartedProgram Start(string name, string logFile, IReadOnlyDictionary<string, string> environment, params IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, name), arguments) { UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var (key, value) in environment)
        {
            start.Environment[key] = value;
        }

        return new StartedProgram(Process.Start(start)!, logFile);
    }

    /// <summary>Waits for the end.</summary>
    /// <exception cref="InvalidOperationException">It ended with another exit code than 0.</exception>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await Process.WaitForExitAsync(cancellationToken);
        await _copying;
        if (Process.ExitCode != 0)
        {
            throw new InvalidOperationException($"{Process.StartInfo.FileName} ended with {Process.ExitCode}: {await File.ReadAllTextAsync(LogFile + ".errors", cancellationToken)}");
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
        {
            using var kill = Process.Start("kill", ["-TERM", Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
            await kill.WaitForExitAsync();
            using var limit = new CancellationTokenSource(TimeToStop);
            await Process.WaitForExitAsync(limit.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!Process.HasExited)
            {
                Process.Kill();
            }
        }

        Process.Dispose();
    }

    private static async Task CopyAsync(StreamReader from, string file)
    {
        await using var writer = new StreamWriter(file) { AutoFlush = true };
        while (await from.ReadLineAsync() is { } line)
        {
            await writer.WriteLineAsync(line);
        }
    }
}
