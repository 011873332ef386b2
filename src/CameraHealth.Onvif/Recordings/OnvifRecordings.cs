using CameraHealth.Onvif.Operations;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Recordings;

/// <summary>What a device says of its footage (ONVIF Profile G). Reading rights are enough. Searches are always ended.</summary>
public sealed class OnvifRecordings(OnvifDeviceClient client)
{
    // A device that never says "completed" must not keep us for ever.
    private const int MaxPages = 2000;
    private const int MaxJobs = 256;

    /// <summary>Every recording, whatever its age: FindRecordings knows no time.</summary>
    /// <exception cref="OnvifException">The device has no search, or it failed.</exception>
    public async Task<IReadOnlyList<Recording>> ListAsync(CancellationToken ct) =>
        await SearchAsync(FindRecordings.Begin, FindRecordings.Next, FindRecordings.Parse, ct);

    /// <summary>Where footage of a recording begins and ends between two times of the device, with the state at the start, in the order of time.</summary>
    /// <exception cref="OnvifException">The device has no search, or it failed.</exception>
    public async Task<IReadOnlyList<TrackChange>> ChangesAsync(string recordingToken, DateTimeOffset from, DateTimeOffset until, CancellationToken ct)
    {
        var found = await SearchAsync(FindEvents.Begin(recordingToken, from, until), FindEvents.Next, FindEvents.Parse, ct);
        // Some devices ignore the scope (Dahua, agsh/onvif#298).
        return [.. found.Where(change => change.RecordingToken == recordingToken).OrderBy(change => change.At).ThenByDescending(change => change.IsStartState)];
    }

    /// <summary>Where the recording is played by RTSP, on the registered host. It names no time.</summary>
    /// <exception cref="OnvifException">The device has no replay, or it failed.</exception>
    public async Task<Uri> GetReplayUriAsync(string recordingToken, CancellationToken ct) =>
        client.Correct(GetReplayUri.Parse(await client.AskAsync(GetReplayUri.Of(recordingToken), ct)))
        ?? throw new OnvifException(OnvifFailureReason.MalformedReply, "The device told no RTSP address of playback");

    /// <summary>The recording jobs with their state.</summary>
    /// <exception cref="OnvifException">The device has no recording service, or it failed.</exception>
    public async Task<IReadOnlyList<RecordingJob>> GetJobsAsync(CancellationToken ct)
    {
        var jobs = GetRecordingJobs.Parse(await client.AskAsync(GetRecordingJobs.Operation, ct));
        var found = new List<RecordingJob>(jobs.Count);
        foreach (var job in jobs.Take(MaxJobs))
        {
            found.Add(GetRecordingJobState.Parse(job, await client.AskAsync(GetRecordingJobState.Of(job.Token), ct)));
        }

        return found;
    }

    private async Task<IReadOnlyList<T>> SearchAsync<T>(
        SoapOperation begin, Func<string, SoapOperation> next, Func<SoapElement, IEnumerable<T>> parse, CancellationToken ct)
    {
        var token = (await client.AskAsync(begin, ct)).TextAt("SearchToken")
            ?? throw new OnvifException(OnvifFailureReason.MalformedReply, "The device told no search token");
        var found = new List<T>();
        var isCompleted = false;
        try
        {
            for (var page = 0; page < MaxPages && !isCompleted; page++)
            {
                var list = (await client.AskAsync(next(token), ct)).Find("ResultList")
                    ?? throw new OnvifException(OnvifFailureReason.MalformedReply, "The device answered a search without a list");
                found.AddRange(parse(list));
                isCompleted = string.Equals(list.TextAt("SearchState"), "Completed", StringComparison.OrdinalIgnoreCase);
            }
        }
        finally
        {
            if (!isCompleted)
            {
                await EndAsync(token);
            }
        }

        // Part of the truth would read as gaps.
        return isCompleted ? found : throw new OnvifException(OnvifFailureReason.ReplyTooLarge, "The search did not come to its end");
    }

    // A device has few search sessions; what is not ended holds one until it expires.
    private async Task EndAsync(string token)
    {
        try
        {
            // Also when the caller gave up; the call has a limit of its own.
            await client.AskAsync(FindRecordings.End(token), CancellationToken.None);
        }
        catch (OnvifException)
        {
            // It expires by itself.
        }
    }
}
