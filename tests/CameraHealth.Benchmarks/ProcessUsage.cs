using System.Diagnostics;

namespace CameraHealth.Benchmarks;

/// <summary>What a process used between two moments.</summary>
/// <param name="Cpu">User and system time.</param>
/// <param name="PeakMemoryMiB">Largest resident set since the process began, MiB.</param>
internal readonly record struct ProcessUsage(TimeSpan Cpu, double PeakMemoryMiB)
{
    public static ProcessUsage Of(Process process)
    {
        process.Refresh();
        return new ProcessUsage(process.TotalProcessorTime, process.PeakWorkingSet64 / 1048576.0);
    }

    public ProcessUsage Since(ProcessUsage before) => this with { Cpu = Cpu - before.Cpu };
}
