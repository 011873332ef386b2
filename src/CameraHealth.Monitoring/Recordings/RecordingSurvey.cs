using CameraHealth.Monitoring.Drills;

namespace CameraHealth.Monitoring.Recordings;

/// <summary>What a recorder says of one channel's footage. Times are true UTC: the recorder's, less the offset of its clock.</summary>
public sealed record RecordingSurvey
{
    /// <summary>When it was asked, UTC.</summary>
    public required DateTimeOffset At { get; init; }

    /// <summary>Whether the recorder told anything about the channel, or why it did not.</summary>
    public required SurveyOutcome Outcome { get; init; }

    /// <summary>For the technician; null: nothing to add.</summary>
    public string? Detail { get; init; }

    /// <summary>The recorder's clock; null: not read.</summary>
    public ClockOffset? Clock { get; init; }

    /// <summary>Its recordings; empty: none.</summary>
    public IReadOnlyList<string> Recordings { get; init; } = [];

    /// <summary>Oldest credible footage; null: not told.</summary>
    public DateTimeOffset? DataFrom { get; init; }

    /// <summary>Newest footage; null: not told.</summary>
    public DateTimeOffset? DataUntil { get; init; }

    /// <summary>Whether it says that it records now; null: it does not say.</summary>
    public bool? IsRecording { get; init; }

    /// <summary>What it says of its storage when that is bad; null: nothing bad.</summary>
    public string? StorageError { get; init; }

    /// <summary>What was searched for gaps; null: the recorder offers no such search.</summary>
    public Stretch? Searched { get; init; }

    /// <summary>Gaps of at least a minute in what was searched; the last one may last.</summary>
    public IReadOnlyList<Stretch> Gaps { get; init; } = [];
}

/// <summary>How the question for a channel's footage ended. Names are stored in snake case.</summary>
public enum SurveyOutcome
{
    /// <summary>It was answered.</summary>
    Answered,

    /// <summary>The recorder has no search of recordings.</summary>
    NotOffered,

    /// <summary>There are recordings, and none can be told to be the channel's.</summary>
    NotMapped,

    /// <summary>The recorder is busy.</summary>
    Busy,

    /// <summary>The login was refused, or held back.</summary>
    Refused,

    /// <summary>The recorder did not answer.</summary>
    Unreachable,
}
