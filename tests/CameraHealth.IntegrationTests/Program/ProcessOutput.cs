using System.Diagnostics;
using System.Text;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>What a process prints, both streams, kept as it comes.</summary>
internal sealed class ProcessOutput
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(string Marker, TaskCompletionSource<string> Found)> _awaited = [];
    private readonly Process _process;

    public ProcessOutput(Process process)
    {
        _process = process;
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
    }

    public string Text
    {
        get
        {
            lock (_lock)
            {
                return _text.ToString();
            }
        }
    }

    /// <summary>What follows a marker on the first line that holds it, past or to come.</summary>
    /// <exception cref="InvalidOperationException">The process ended without it, or the time is over; the message holds what it printed.</exception>
    public async Task<string> FindAsync(string marker, TimeSpan limit)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_text.ToString().Split('\n').Select(line => After(line, marker)).FirstOrDefault(rest => rest is not null) is { } rest)
            {
                return rest;
            }

            _awaited.Add((marker, found));
        }

        await Task.WhenAny(found.Task, _process.WaitForExitAsync(), Task.Delay(limit, TimeProvider.System));
        return found.Task.IsCompletedSuccessfully ? await found.Task : throw new InvalidOperationException($"'{marker}' was not printed: {Text}");
    }

    private void Take(string? line)
    {
        if (line is null)
        {
            return;
        }

        lock (_lock)
        {
            _text.Append(line).Append('\n');
            foreach (var (marker, found) in _awaited)
            {
                if (After(line, marker) is { } rest)
                {
                    found.TrySetResult(rest);
                }
            }
        }
    }

    private static string? After(string line, string marker) =>
        line.IndexOf(marker, StringComparison.Ordinal) is >= 0 and var at ? line[(at + marker.Length)..] : null;
}
