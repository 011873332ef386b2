using CameraHealth.Monitoring.Probing;
using CameraHealth.Onvif;
using CameraHealth.Onvif.Recordings;

namespace CameraHealth.Monitoring.Recordings;

/// <summary>Which recordings hold the footage of which channel. Nothing is guessed: what fits nowhere belongs to no channel.</summary>
public static class RecordingMap
{
    /// <summary>The recordings of a channel, in the recorder's order; empty: none can be told to be its.</summary>
    /// <param name="recordings">All of the device.</param>
    /// <param name="profiles">Its media profiles, which know the video source of each channel.</param>
    /// <param name="jobs">Its recording jobs, which know the profile that fills a recording; empty where not told.</param>
    /// <param name="channel">Null: a camera by itself, all of whose recordings are its own.</param>
    public static IReadOnlyList<Recording> Of(
        IReadOnlyList<Recording> recordings, IReadOnlyList<MediaProfile> profiles, IReadOnlyList<RecordingJob> jobs, int? channel)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        ArgumentNullException.ThrowIfNull(jobs);
        if (channel is null)
        {
            return recordings;
        }

        if (RecorderChannels.SourcesOf(profiles).GetValueOrDefault(channel.Value) is not { } source)
        {
            return [];
        }

        var ofSource = profiles.Where(profile => profile.VideoSourceToken == source).Select(profile => profile.Token).ToHashSet(StringComparer.Ordinal);
        var filled = jobs.Where(job => job.SourceToken is { } token && (ofSource.Contains(token) || token == source))
            .Select(job => job.RecordingToken).ToHashSet(StringComparer.Ordinal);
        return [.. recordings.Where(recording => recording.SourceId == source || (recording.SourceId is { } id && ofSource.Contains(id)) || filled.Contains(recording.Token))];
    }

    /// <summary>The recording that holds a moment by its own word, else the first that ends after it, else the last. Null: there are none.</summary>
    /// <param name="recordings">Those of one channel.</param>
    /// <param name="moment">By the device's clock.</param>
    public static Recording? At(IReadOnlyList<Recording> recordings, DateTimeOffset moment)
    {
        ArgumentNullException.ThrowIfNull(recordings);
        var ordered = recordings.OrderBy(recording => recording.DataFrom ?? DateTimeOffset.MinValue).ToList();
        return ordered.Find(recording => recording.DataFrom <= moment && recording.DataUntil >= moment)
            ?? ordered.Find(recording => recording.DataUntil >= moment)
            ?? ordered.LastOrDefault();
    }
}
