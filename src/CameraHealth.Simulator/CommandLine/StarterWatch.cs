using System.Globalization;

namespace CameraHealth.Simulator.CommandLine;

/// <summary>Sees the process that started the simulator end, so that no fleet is left behind by a test run that was killed.</summary>
internal sealed class StarterWatch
{
    private static readonly TimeSpan PollInterval = TimeSpan.FromMilliseconds(250);
    private readonly int _processId;
    private readonly string _startedAt;

    private StarterWatch(int processId, string startedAt)
    {
        _processId = processId;
        _startedAt = startedAt;
    }

    /// <summary>Watches a process, or the parent when none is named; null when there is no such process.</summary>
    internal static StarterWatch? Find(int? processId)
    {
        var id = processId ?? (ReadStat("self") is [_, var parent, ..] ? int.Parse(parent, CultureInfo.InvariantCulture) : 0);
        return id > 0 && ReadStat(id.ToString(CultureInfo.InvariantCulture)) is { } stat && IsAlive(stat) ? new StarterWatch(id, StartTimeOf(stat)) : null;
    }

    /// <summary>Returns when the process has ended.</summary>
    internal async Task WaitAsync(CancellationToken cancellationToken)
    {
        using var timer = new PeriodicTimer(PollInterval, TimeProvider.System);
        while (await timer.WaitForNextTickAsync(cancellationToken))
        {
            // The start time tells a process from a later one with the same number.
            if (ReadStat(_processId.ToString(CultureInfo.InvariantCulture)) is not { } stat || !IsAlive(stat)
                || !string.Equals(StartTimeOf(stat), _startedAt, StringComparison.Ordinal))
            {
                return;
            }
        }
    }

    /// <summary>The fields of proc_pid_stat(5) behind the command's name: state first, then the parent; null when it is gone.</summary>
    private static string[]? ReadStat(string process)
    {
        try
        {
            var text = File.ReadAllText($"/proc/{process}/stat");
            return text[(text.LastIndexOf(')') + 2)..].Split(' ');
        }
        catch (IOException)
        {
            return null;
        }
    }

    // Z: ended, but its own parent has not asked yet.
    private static bool IsAlive(string[] stat) => stat[0] is not ("Z" or "X");

    private static string StartTimeOf(string[] stat) => stat[19];
}
