using CameraHealth.Monitoring;
using CameraHealth.Storage.Queries;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Localization;
using Microsoft.AspNetCore.Components;
using static CameraHealth.Web.Localization.Texts;

namespace CameraHealth.Web.Components;

public sealed partial class MonitorAlarms
{
    /// <summary>Beats come every 10 s: two were missed.</summary>
    private static readonly TimeSpan SilentAfter = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan RetiredAfter = TimeSpan.FromDays(1);

    [Parameter]
    [EditorRequired]
    public FleetReading Reading { get; set; } = FleetReading.None;

    [Inject]
    private Formats Formats { get; set; } = default!;

    private IEnumerable<string> Alarms
    {
        get
        {
            if (Reading.FailingSince is { } since)
            {
                yield return T("Alarm.Database", Formats.Clock(since));
                yield break;
            }

            if (Reading.Snapshot is not { Devices.Count: > 0 } snapshot)
            {
                yield break;
            }

            if (snapshot.Workers.Count == 0)
            {
                yield return T("Alarm.NoWorker");
            }

            foreach (var worker in Silent(snapshot))
            {
                yield return T("Alarm.WorkerSilent", worker.Worker, Formats.Minute(worker.LastBeatAt));
            }

            foreach (var worker in snapshot.Workers.Where(worker => worker.Spool.State != SpoolState.Empty && snapshot.ReadAt - worker.LastBeatAt <= SilentAfter))
            {
                yield return Backlog(worker);
            }
        }
    }

    /// <summary>What waits on a worker's disk: figures are not complete before it is in the database.</summary>
    private string Backlog(WorkerRow worker)
    {
        object[] words =
        [
            worker.Worker,
            Formats.Number(worker.Spool.Batches),
            Formats.Number(worker.Spool.Bytes / (double)(1 << 20), 2),
            worker.Spool.OldestAt is { } oldest ? Formats.Minute(oldest) : T("Fleet.NotMeasured"),
        ];
        return worker.Spool.State switch
        {
            SpoolState.Stopped => T("Alarm.SpoolStopped", words),
            SpoolState.Shedding => T("Alarm.SpoolShedding", words),
            _ => T("Alarm.SpoolCatchingUp", words),
        };
    }

    /// <summary>Workers that fell silent; one gone for days is retired, unless nobody else works. All times are the database's.</summary>
    private static IEnumerable<WorkerRow> Silent(FleetSnapshot snapshot)
    {
        var silent = snapshot.Workers.Where(worker => snapshot.ReadAt - worker.LastBeatAt > SilentAfter).ToList();
        return silent.Count < snapshot.Workers.Count
            ? silent.Where(worker => snapshot.ReadAt - worker.LastBeatAt < RetiredAfter)
            : silent.OrderByDescending(worker => worker.LastBeatAt).Take(1);
    }
}
