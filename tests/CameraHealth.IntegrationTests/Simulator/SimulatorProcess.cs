using System.Diagnostics;
using System.Globalization;

namespace CameraHealth.IntegrationTests.Simulator;

/// <summary>The real program, started by a shell as a user would.</summary>
internal sealed class SimulatorProcess : IAsyncDisposable
{
    private static readonly TimeSpan Deadline = TimeSpan.FromSeconds(30);

    private SimulatorProcess(Process shell) => Shell = shell;

    /// <summary>The starter.</summary>
    internal Process Shell { get; }

    /// <summary>The simulator's process.</summary>
    internal int Id { get; private set; }

    /// <summary>The line it printed.</summary>
    internal string Ready { get; private set; } = string.Empty;

    internal static string Program => Path.Combine(AppContext.BaseDirectory, "camerahealth-simulator");

    internal static async Task<SimulatorProcess> StartAsync(params string[] arguments)
    {
        // A shell lets its background jobs ignore SIGINT; env gives it back.
        var start = new ProcessStartInfo("/bin/sh", ["-c", "env --default-signal=INT \"$0\" \"$@\" & echo $!; wait $!", Program, .. arguments])
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
        };
        var simulator = new SimulatorProcess(Process.Start(start)!);
        using var deadline = new CancellationTokenSource(Deadline);
        simulator.Id = int.Parse((await simulator.Shell.StandardOutput.ReadLineAsync(deadline.Token))!, CultureInfo.InvariantCulture);
        simulator.Ready = await simulator.Shell.StandardOutput.ReadLineAsync(deadline.Token) ?? "(it ended)";
        return simulator;
    }

    /// <summary>True when the simulator has ended within the time.</summary>
    internal async Task<bool> EndsWithinAsync(TimeSpan time)
    {
        var begunAt = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(begunAt) < time)
        {
            if (!IsAlive())
            {
                return true;
            }

            await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System);
        }

        return !IsAlive();
    }

    public async ValueTask DisposeAsync()
    {
        if (IsAlive())
        {
            using var process = Process.GetProcessById(Id);
            process.Kill();
        }

        if (!Shell.HasExited)
        {
            Shell.Kill();
        }

        await Shell.WaitForExitAsync();
        Shell.Dispose();
    }

    private bool IsAlive()
    {
        try
        {
            return !File.ReadAllText($"/proc/{Id}/stat").Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
