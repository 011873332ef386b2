using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Worker.Spooling;
using Microsoft.Extensions.Logging;

namespace CameraHealth.Worker;

/// <summary>The fleet as it is polled now, kept for a start without the database.</summary>
internal sealed partial class LocalCopy(ILocalFleet files, PollRoster roster, StateBook states, Spool spool, ILogger<LocalCopy> log)
{
    /// <summary>Writes what is polled now. A copy that cannot be written is logged: polling does not need it.</summary>
    public void Save(string owner, TimeSpan clockOffset)
    {
        if (!spool.IsHeld)
        {
            // Another process of this data folder works with its own.
            return;
        }

        var groups = roster.Groups.Values.ToList();
        var last = groups.SelectMany(group => group.Targets).Select(target => states.Find(target.Device.Id)).OfType<DeviceState>();
        try
        {
            files.Save(new LocalFleetCopy(owner, clockOffset, new OwnedFleet(roster.Version, groups, last.ToDictionary(state => state.DeviceId))));
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            CannotSave(log, exception);
        }
    }

    /// <summary>What the last run polled, with the states that its batches on disk led to; null: no copy.</summary>
    public LocalFleetCopy? TryLoad()
    {
        if (files.TryLoad() is not { } copy)
        {
            return null;
        }

        var devices = copy.Fleet.Groups.SelectMany(group => group.Targets).Select(target => target.Device.Id).ToHashSet();
        var last = copy.Fleet.States.ToDictionary();
        foreach (var item in spool.ReadBack().SelectMany(batch => batch.Items.Reverse()))
        {
            if (devices.Remove(item.Observation.DeviceId))
            {
                last[item.Observation.DeviceId] = item.State;
            }

            if (devices.Count == 0)
            {
                break;
            }
        }

        return copy with { Fleet = copy.Fleet with { States = last } };
    }

    [LoggerMessage(1, LogLevel.Warning, "The local copy of the fleet cannot be written")]
    private static partial void CannotSave(ILogger log, Exception exception);
}
