namespace CameraHealth.Monitoring.Recordings;

/// <summary>What is said of a channel's recording. Codes are stored.</summary>
/// <param name="Code">One of <see cref="RecordingCode"/>.</param>
/// <param name="Depth">Contiguous footage up to the newest; null: not known.</param>
/// <param name="Total">From the oldest footage to now; null: not known.</param>
/// <param name="NewestAge">How old the newest footage is; null: not known.</param>
public sealed record RecordingVerdict(string Code, TimeSpan? Depth, TimeSpan? Total, TimeSpan? NewestAge)
{
    private static readonly TimeSpan NewestLimit = TimeSpan.FromMinutes(15);
    private const double OverRetention = 1.1;

    /// <summary>Judges.</summary>
    /// <param name="survey">The recorder's word.</param>
    /// <param name="lastGapUntil">End of the latest gap of at least a minute in all that is kept; null: none.</param>
    /// <param name="areGapsKnown">The recorder's search for gaps was answered.</param>
    /// <param name="required">How much has to be kept.</param>
    /// <param name="streams">Our own verdict on the stream: true good, false broken; null: not known.</param>
    /// <param name="ownSince">When footage of the channel can have begun at the earliest (its service); null: not known.</param>
    public static RecordingVerdict Of(
        RecordingSurvey survey, DateTimeOffset? lastGapUntil, bool areGapsKnown, TimeSpan required, bool? streams, DateTimeOffset? ownSince)
    {
        ArgumentNullException.ThrowIfNull(survey);
        if (survey.Outcome != SurveyOutcome.Answered)
        {
            return new RecordingVerdict(RecordingCode.NotMeasured, null, null, null);
        }

        if (survey is not { DataFrom: { } from, DataUntil: { } until })
        {
            return new RecordingVerdict(RecordingCode.NothingRecorded, TimeSpan.Zero, TimeSpan.Zero, null);
        }

        var newestAge = survey.At > until ? survey.At - until : TimeSpan.Zero;
        var begin = lastGapUntil > from ? lastGapUntil.Value : from;
        TimeSpan? depth = areGapsKnown ? (until > begin ? until - begin : TimeSpan.Zero) : null;
        var total = survey.At - from;
        return new RecordingVerdict(CodeOf(survey, newestAge, depth, total, required, streams, ownSince), depth, total, newestAge);
    }

    private static string CodeOf(
        RecordingSurvey survey, TimeSpan newestAge, TimeSpan? depth, TimeSpan total, TimeSpan required, bool? streams, DateTimeOffset? ownSince)
    {
        var stands = newestAge > NewestLimit || survey.IsRecording == false;
        if (survey.StorageError is not null)
        {
            return RecordingCode.StorageError;
        }

        // The recorder's word against our own look at the stream.
        if (!stands && streams == false)
        {
            return RecordingCode.SaysRecordingWithoutStream;
        }

        if (stands)
        {
            return streams == true ? RecordingCode.StoppedWithStream : RecordingCode.Stopped;
        }

        // A camera younger than the requirement can hold no more than its own days.
        var possible = ownSince is { } since && survey.At - since < required ? survey.At - since : required;
        return (depth ?? total) + TimeSpan.FromHours(1) < possible ? RecordingCode.TooShort
            : total > required * OverRetention + TimeSpan.FromDays(1) ? RecordingCode.OverRetention
            : RecordingCode.Good;
    }
}

/// <summary>The closed set of codes of <see cref="RecordingVerdict"/>.</summary>
public static class RecordingCode
{
    /// <summary>Recorded, long enough, without a gap in the required time.</summary>
    public const string Good = "good";

    /// <summary>The recorder tells nothing.</summary>
    public const string NotMeasured = "not_measured";

    /// <summary>There is no footage at all.</summary>
    public const string NothingRecorded = "nothing_recorded";

    /// <summary>The channel is no longer recorded.</summary>
    public const string Stopped = "stopped";

    /// <summary>The recorder holds no newer footage, though the camera streams: its word and ours contradict each other.</summary>
    public const string StoppedWithStream = "stopped_with_stream";

    /// <summary>The recorder says that it records, and no frames come from the camera: its word and ours contradict each other.</summary>
    public const string SaysRecordingWithoutStream = "says_recording_without_stream";

    /// <summary>The recorder reports an error of its storage.</summary>
    public const string StorageError = "storage_error";

    /// <summary>Contiguous footage is shorter than required.</summary>
    public const string TooShort = "too_short";

    /// <summary>Footage is kept more than a tenth longer than required.</summary>
    public const string OverRetention = "over_retention";

    /// <summary>All codes.</summary>
    public static IReadOnlyList<string> All { get; } =
        [Good, NotMeasured, NothingRecorded, Stopped, StoppedWithStream, SaysRecordingWithoutStream, StorageError, TooShort, OverRetention];
}
