using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Recordings;
using CameraHealth.Onvif.Soap;

namespace CameraHealth.Onvif.Operations;

/// <summary>ONVIF RecordingControl 5.19: which jobs fill which recordings.</summary>
internal static class GetRecordingJobs
{
    public static readonly SoapOperation Operation = new(
        "GetRecordingJobs", OnvifNamespaces.Recording, $"<GetRecordingJobs xmlns=\"{OnvifNamespaces.Recording}\"/>", PreAuth: false);

    public static IReadOnlyList<RecordingJob> Parse(SoapElement answer) =>
        [.. answer.All("JobItem").Where(job => job.TextAt("JobToken") is not null).Select(job => new RecordingJob(
            job.TextAt("JobToken")!,
            job.TextAt("JobConfiguration", "RecordingToken") ?? string.Empty,
            job.TextAt("JobConfiguration", "Source", "SourceToken", "Token"),
            null,
            null))];
}

/// <summary>ONVIF RecordingControl 5.23: whether a job records, and why not.</summary>
internal static class GetRecordingJobState
{
    private const int MaxTextLength = 128;

    public static SoapOperation Of(string jobToken) => new(
        "GetRecordingJobState",
        OnvifNamespaces.Recording,
        $"<GetRecordingJobState xmlns=\"{OnvifNamespaces.Recording}\"><JobToken>{SoapEnvelope.Escape(jobToken)}</JobToken></GetRecordingJobState>",
        PreAuth: false);

    public static RecordingJob Parse(RecordingJob job, SoapElement answer)
    {
        var state = answer.Find("State");
        var error = state?.All("Sources").SelectMany(source => source.Find("Tracks")?.All("Track") ?? []).Select(track => track.TextAt("Error")).FirstOrDefault(text => text is not null);
        return job with
        {
            State = state?.TextAt("State") is { } told ? SecretMask.OneLine(told, MaxTextLength) : null,
            Error = error is null ? null : SecretMask.OneLine(error, MaxTextLength),
        };
    }
}
