namespace CameraHealth.Simulator.Scenarios;

/// <summary>What a channel's recording holds. All times are true UTC; the recorder stamps its footage by its own clock.</summary>
public sealed record ArchiveScenario
{
    /// <summary>When the oldest footage was taken.</summary>
    public required DateTimeOffset From { get; init; }

    /// <summary>When the newest footage was taken; null: it records now.</summary>
    public DateTimeOffset? Until { get; init; }

    /// <summary>Times without footage.</summary>
    public IReadOnlyList<ArchiveGap> Gaps { get; init; } = [];

    /// <summary>What is wrong with single days (UTC).</summary>
    public IReadOnlyDictionary<DateOnly, ArchiveFault> Days { get; init; } = new Dictionary<DateOnly, ArchiveFault>();

    /// <summary>False: the recorder keeps no code of the camera's input with the recording, so that only its name tells the channel.</summary>
    public bool TellsSource { get; init; } = true;
}

/// <summary>A time without footage, true UTC, closed-open.</summary>
/// <param name="From">Its first missing moment.</param>
/// <param name="Until">Its end.</param>
public sealed record ArchiveGap(DateTimeOffset From, DateTimeOffset Until);
