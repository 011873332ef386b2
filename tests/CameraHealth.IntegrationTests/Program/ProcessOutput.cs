using System.Diagnostics;
using System.Text;
using System.Text.RegularExpressions;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>What a process prints, both streams, kept as it comes.</summary>
internal sealed class ProcessOutput
{
    private readonly Lock _lock = new();
    private readonly StringBuilder _text = new();
    private readonly List<(Regex Pattern, TaskCompletionSource<string> Found)> _awaited = [];
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

    /// <summary>The part of a line that matches, past or to come.</summary>
    /// <exception cref="InvalidOperationException">The process ended without it, or the time is over; the message holds what it printed.</exception>
    public async Task<string> FindAsync(Regex pattern, TimeSpan limit)
    {
        var found = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
        lock (_lock)
        {
            if (_text.ToString().Split('\n').Select(line => pattern.Match(line)).FirstOrDefault(match => match.Success) is { } match)
            {
                return match.Value;
            }

            _awaited.Add((pattern, found));
        }

        await Task.WhenAny(found.Task, _process.WaitForExitAsync(), Task.Delay(limit, TimeProvider.System));
        return found.Task.IsCompletedSuccessfully ? await found.Task : throw new InvalidOperationException($"'{pattern}' was not printed: {Text}");
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
            foreach (var (pattern, found) in _awaited)
            {
                if (pattern.Match(line) is { Success: true } match)
                {
                    found.TrySetResult(match.Value);
                }
            }
        }
    }
}
