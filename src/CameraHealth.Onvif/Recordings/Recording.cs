namespace CameraHealth.Onvif.Recordings;

/// <summary>One recording of a device, mostly the footage of one channel (ONVIF RecordingSearch 5.3, RecordingInformation). Times are the device's.</summary>
/// <param name="Token">Names it to the device; never empty.</param>
/// <param name="SourceId">What the device says of its source, often the token of the video source. Null: nothing.</param>
/// <param name="SourceName">A name for people; null: none.</param>
/// <param name="From">Oldest footage; null: not told, or before the year 2000, which no recorder of today can mean.</param>
/// <param name="Until">Newest footage; null as <paramref name="From"/>.</param>
/// <param name="Status">As told: Initiated, Recording, Stopped, Removing, Removed, Unknown; null: not told.</param>
/// <param name="Tracks">Video, audio and metadata.</param>
public sealed record Recording(
    string Token, string? SourceId, string? SourceName, DateTimeOffset? From, DateTimeOffset? Until, string? Status, IReadOnlyList<RecordingTrack> Tracks)
{
    /// <summary>The video track; null: none.</summary>
    public RecordingTrack? Video => Tracks.FirstOrDefault(track => string.Equals(track.Kind, "Video", StringComparison.OrdinalIgnoreCase));

    /// <summary>Oldest credible footage of the video, or of the recording.</summary>
    public DateTimeOffset? DataFrom => Video?.From ?? From;

    /// <summary>Newest credible footage of the video, or of the recording.</summary>
    public DateTimeOffset? DataUntil => Video?.Until ?? Until;
}

/// <summary>A track of a recording.</summary>
/// <param name="Token">Names it within its recording.</param>
/// <param name="Kind">Video, Audio, Metadata or another word of the device.</param>
/// <param name="From">Oldest data; null: not credible.</param>
/// <param name="Until">Newest data; null: not credible.</param>
public sealed record RecordingTrack(string Token, string? Kind, DateTimeOffset? From, DateTimeOffset? Until);
