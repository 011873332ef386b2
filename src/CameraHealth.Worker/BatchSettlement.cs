using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Telemetry;
using Microsoft.Extensions.Logging;

namespace CameraHealth.Worker;

/// <summary>What follows when the database has taken a batch, or has not.</summary>
public sealed partial class BatchSettlement(PollRoster roster, StateBook states, PollMeters meters, ILogger<BatchSettlement> log)
{
    private volatile bool _isAway;

    /// <summary>Whether the last batch given to the database was not taken.</summary>
    public bool IsAway => _isAway;

    /// <summary>The database has the batch.</summary>
    public void Taken(ObservationBatch batch, BatchOutcome outcome)
    {
        if (_isAway)
        {
            _isAway = false;
            Back(log);
        }

        Stored(log, batch.Id, outcome.Written, outcome.Duplicate);
        // What waited for long may carry an epoch that this worker has renewed itself.
        var lost = outcome.LostGroups.Where(group => IsHeldAs(group, batch)).ToList();
        if (lost.Count > 0)
        {
            GroupsLost(log, lost.Count);
            roster.GiveUp(lost);
        }

        states.Adopt(outcome.Revised);
        if (outcome.Expired > 0)
        {
            meters.Dropped(DropCause.PastRetention, outcome.Expired);
            Expired(log, outcome.Expired);
        }

        if (outcome.Outdated > 0)
        {
            Outdated(log, outcome.Outdated);
        }
    }

    /// <summary>The database did not take the batch; it will be given again.</summary>
    public void NotTaken(ObservationBatch batch, Exception? exception)
    {
        meters.StoreFailed();
        if (!_isAway)
        {
            _isAway = true;
            Away(log, exception, batch.Items.Count);
        }
    }

    /// <summary>The database refuses the batch for good.</summary>
    public void Refused(ObservationBatch batch, Exception exception)
    {
        meters.Dropped(DropCause.Refused, batch.Items.Count);
        BatchRefused(log, exception, batch.Items.Count);
    }

    private bool IsHeldAs(long group, ObservationBatch batch) => roster.Groups.TryGetValue(group, out var held)
        && batch.Items.Any(item => item.GroupId == group && item.GroupEpoch >= held.Epoch);

    [LoggerMessage(1, LogLevel.Warning, "The database did not take {Count} observations; they are kept on disk until it does")]
    private static partial void Away(ILogger log, Exception? exception, int count);

    [LoggerMessage(2, LogLevel.Error, "The database refuses {Count} observations for good; their time becomes Unknown")]
    private static partial void BatchRefused(ILogger log, Exception exception, int count);

    [LoggerMessage(3, LogLevel.Warning, "Another worker owns {Count} groups now; they are given up")]
    private static partial void GroupsLost(ILogger log, int count);

    [LoggerMessage(4, LogLevel.Information, "{Count} observations were assessed again in order of time")]
    private static partial void Outdated(ILogger log, int count);

    [LoggerMessage(5, LogLevel.Information, "The database takes batches again")]
    private static partial void Back(ILogger log);

    [LoggerMessage(6, LogLevel.Debug, "Acknowledged {Batch}: {Count} observations in the database (there before: {Duplicate})")]
    private static partial void Stored(ILogger log, Guid batch, int count, bool duplicate);

    [LoggerMessage(7, LogLevel.Warning, "{Count} observations were left out: they are older than what is kept")]
    private static partial void Expired(ILogger log, int count);
}
