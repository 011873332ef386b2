using CameraHealth.Monitoring.Drills;
using CameraHealth.Onvif;
using CameraHealth.Onvif.Recordings;

namespace CameraHealth.Monitoring.Recordings;

/// <summary>Asks a recorder for the footage of its channels. One list of recordings serves all; only gaps are asked for each by itself.</summary>
public sealed class RecorderSurveyor(TimeProvider time)
{
    /// <summary>Shorter gaps are none.</summary>
    public static readonly TimeSpan LeastGap = TimeSpan.FromSeconds(60);

    // Archives that record by motion have thousands of changes; a day holds them in one answer.
    private static readonly TimeSpan SearchStep = TimeSpan.FromDays(1);

    /// <summary>Asks for all channels of one device.</summary>
    /// <param name="client">The device.</param>
    /// <param name="channels">Which; a camera by itself has one without number.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <returns>One survey a channel, in the same order. Failures are outcomes.</returns>
    public async Task<IReadOnlyList<RecordingSurvey>> SurveyAsync(
        OnvifDeviceClient client, IReadOnlyList<SurveyedChannel> channels, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(channels);
        ClockOffset? clock = null;
        try
        {
            var read = await client.GetSystemDateAndTimeAsync(cancellationToken);
            clock = read is { Offset: { } offset, Error: { } error } ? new ClockOffset(offset, error, time.GetUtcNow()) : null;
            var recordings = new OnvifRecordings(client);
            var all = await recordings.ListAsync(cancellationToken);
            var profiles = channels.Any(channel => channel.Number is not null) ? await client.GetProfilesAsync(cancellationToken) : [];
            var jobs = await FootageLocator.JobsAsync(recordings, cancellationToken);
            var found = new List<RecordingSurvey>(channels.Count);
            foreach (var channel in channels)
            {
                var own = RecordingMap.Of(all, profiles, jobs, channel.Number);
                // A channel whose camera is gone is listed nowhere; its recordings are those it had.
                own = own.Count > 0 ? own : [.. all.Where(recording => channel.KnownRecordings.Contains(recording.Token, StringComparer.Ordinal))];
                found.Add(await SurveyAsync(recordings, channel, all.Count, own, jobs, clock, cancellationToken));
            }

            return found;
        }
        catch (OnvifException failure)
        {
            return [.. channels.Select(_ => Failed(failure, clock))];
        }
    }

    private async Task<RecordingSurvey> SurveyAsync(
        OnvifRecordings recordings, SurveyedChannel channel, int all, IReadOnlyList<Recording> own, IReadOnlyList<RecordingJob> jobs, ClockOffset? clock, CancellationToken cancellationToken)
    {
        var now = time.GetUtcNow();
        var offset = clock?.Offset ?? TimeSpan.Zero;
        if (own.Count == 0)
        {
            return new RecordingSurvey
            {
                At = now, Outcome = all == 0 ? SurveyOutcome.Answered : SurveyOutcome.NotMapped, Clock = clock,
                Detail = all == 0 ? null : $"none of {all} recordings can be told to be its",
            };
        }

        var (from, until) = (own.Min(recording => recording.DataFrom), own.Max(recording => recording.DataUntil));
        var ownJobs = jobs.Where(job => own.Any(recording => recording.Token == job.RecordingToken)).ToList();
        var survey = new RecordingSurvey
        {
            At = now,
            Outcome = SurveyOutcome.Answered,
            Clock = clock,
            Recordings = [.. own.Select(recording => recording.Token)],
            DataFrom = from - offset,
            DataUntil = until - offset,
            IsRecording = own.Any(recording => recording.Status is not null)
                ? own.Any(recording => string.Equals(recording.Status, "Recording", StringComparison.OrdinalIgnoreCase)) : null,
            StorageError = ownJobs.Find(job => job.IsInError) is { } broken ? broken.Error ?? broken.State : null,
        };
        return from is null || until is null ? survey : await SearchGapsAsync(recordings, channel, own, survey, offset, cancellationToken);
    }

    private async Task<RecordingSurvey> SearchGapsAsync(
        OnvifRecordings recordings, SurveyedChannel channel, IReadOnlyList<Recording> own, RecordingSurvey survey, TimeSpan offset, CancellationToken cancellationToken)
    {
        // By the device's clock. What was searched before is not asked for again, but for the edge.
        var until = survey.At + offset;
        var from = Later(survey.DataFrom!.Value, channel.SearchedUntil ?? survey.At - channel.Longest) + offset;
        if (from >= until)
        {
            return survey;
        }

        try
        {
            var present = new List<Stretch>();
            foreach (var recording in own)
            {
                for (var begin = from; begin < until; begin += SearchStep)
                {
                    var window = new Stretch(begin, begin + SearchStep < until ? begin + SearchStep : until);
                    present.AddRange(Stretches.Of(await recordings.ChangesAsync(recording.Token, window.From, window.Until, cancellationToken), window));
                }
            }

            Stretch ToTrue(Stretch stretch) => new(stretch.From - offset, stretch.Until - offset);
            var searched = new Stretch(from, until);
            return survey with { Searched = ToTrue(searched), Gaps = [.. Stretches.Gaps(Stretches.Union(present), searched, LeastGap).Select(ToTrue)] };
        }
        catch (OnvifException failure) when (failure.Reason is not (OnvifFailureReason.CredentialsRefused or OnvifFailureReason.LoginHeld))
        {
            return survey with { Detail = $"gaps: {failure.Reason}" };
        }
    }

    private RecordingSurvey Failed(OnvifException failure, ClockOffset? clock) => new()
    {
        At = time.GetUtcNow(),
        Clock = clock,
        Detail = $"{failure.Reason}: {failure.Detail}",
        Outcome = failure.Reason switch
        {
            OnvifFailureReason.NoSuchService or OnvifFailureReason.ActionNotSupported or OnvifFailureReason.HttpNotOnvif => SurveyOutcome.NotOffered,
            OnvifFailureReason.Busy => SurveyOutcome.Busy,
            OnvifFailureReason.CredentialsRefused or OnvifFailureReason.CredentialsMissing or OnvifFailureReason.LoginHeld or OnvifFailureReason.BudgetUnavailable
                or OnvifFailureReason.NotPermitted or OnvifFailureReason.LoginSchemeUnsupported => SurveyOutcome.Refused,
            _ => SurveyOutcome.Unreachable,
        },
    };

    private static DateTimeOffset Later(DateTimeOffset first, DateTimeOffset second) => first > second ? first : second;
}

/// <summary>A channel to be asked for.</summary>
/// <param name="Number">Its number on the recorder; null: a camera by itself.</param>
/// <param name="SearchedUntil">Up to where gaps are known already, true UTC; null: not at all.</param>
/// <param name="Longest">How far back gaps are of interest.</param>
/// <param name="KnownRecordings">Its recordings when they were last told; empty: never.</param>
public sealed record SurveyedChannel(int? Number, DateTimeOffset? SearchedUntil, TimeSpan Longest, IReadOnlyList<string> KnownRecordings);
