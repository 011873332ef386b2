namespace CameraHealth.Worker;

/// <summary>Settings of the worker role.</summary>
public sealed class WorkerOptions
{
    /// <summary>The worker's name in the database; unless set, the machine's. 1 to 64 characters.</summary>
    public string Name { get; set; } = Environment.MachineName;

    /// <summary>How long assessed observations wait to be written together; 100 ms to 10 s. What is younger is lost with the process.</summary>
    public TimeSpan FlushInterval { get; set; } = TimeSpan.FromSeconds(1);

    /// <summary>Observations in one transaction at most; 1 to 10,000.</summary>
    public int BatchSize { get; set; } = 5_000;

    /// <summary>Assessed observations that may wait for the database; 1,000 to 1,000,000. When it is full, results are dropped and their time becomes Unknown.</summary>
    public int QueueCapacity { get; set; } = 100_000;

    /// <summary>Polls a second at most after a start, when every device wants to be measured at once; 1 to 1,000.</summary>
    public int StartRate { get; set; } = 50;

    /// <summary>Quartz jobs at once; null: computed from groups and kinds. A number below what these need is refused at start; a
    /// worker that runs when the register outgrows it polls as many groups as fit, logs how many are left out, and is degraded on /readyz.</summary>
    public int? MaxConcurrency { get; set; }

    /// <summary>From one heartbeat to the next; 1 s to 60 s.</summary>
    public TimeSpan HeartbeatInterval { get; set; } = TimeSpan.FromSeconds(10);

    /// <summary>From one visit to a device's events to the next; 5 s to 90 s, half of what a pull point lives without one.</summary>
    public TimeSpan EventInterval { get; set; } = TimeSpan.FromMinutes(1);

    /// <summary>Every error of these options, each with name, value and limit.</summary>
    public IEnumerable<FormattableString> Validate()
    {
        if (Name.Length is 0 or > 64)
        {
            yield return $"Worker:Name: '{Name}' does not have 1 to 64 characters";
        }

        foreach (var (name, value, least, most) in new[]
        {
            (nameof(FlushInterval), FlushInterval, TimeSpan.FromMilliseconds(100), TimeSpan.FromSeconds(10)),
            (nameof(EventInterval), EventInterval, TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(90)),
            (nameof(HeartbeatInterval), HeartbeatInterval, TimeSpan.FromSeconds(1), TimeSpan.FromSeconds(60)),
        })
        {
            if (value < least || value > most)
            {
                yield return $"{"Worker:" + name}: {value} is not between {least} and {most}";
            }
        }

        foreach (var (name, value, least, most) in new[]
        {
            (nameof(BatchSize), BatchSize, 1, 10_000),
            (nameof(QueueCapacity), QueueCapacity, 1_000, 1_000_000),
            (nameof(StartRate), StartRate, 1, 1_000),
            (nameof(MaxConcurrency), MaxConcurrency ?? 1, 1, 100_000),
        })
        {
            if (value < least || value > most)
            {
                yield return $"{"Worker:" + name}: {value} is not between {least} and {most}";
            }
        }
    }
}
