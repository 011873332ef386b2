using System.Globalization;

namespace CameraHealth.IntegrationTests;

/// <summary>How much slower this machine is than a free one, so that a limit in seconds means the program and not its neighbours.</summary>
internal static class LoadedMachine
{
    /// <summary>The limit, longer by as many times as there are jobs for each processor (proc_loadavg(5), last minute).</summary>
    public static TimeSpan Allow(TimeSpan limit)
    {
        var load = double.Parse(File.ReadAllText("/proc/loadavg").Split(' ')[0], CultureInfo.InvariantCulture);
        return limit * Math.Max(1, load / Environment.ProcessorCount);
    }
}
