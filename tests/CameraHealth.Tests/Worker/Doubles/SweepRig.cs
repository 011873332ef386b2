using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Worker;
using Microsoft.Extensions.Time.Testing;

namespace CameraHealth.Tests.Worker.Doubles;

/// <summary>The worker without Quartz and without a database: the test plays the triggers on virtual time.</summary>
internal sealed class SweepRig : IDisposable
{
    private readonly PlayedLifetime _lifetime = new();

    public SweepRig()
    {
        Dispatcher = new PollDispatcher(Polls.Pipeline, Polls.States, Roster, Polls.Meters, Time, _lifetime);
        Sweep = new SweepJob(Dispatcher, Roster, Progress, Polls.Meters);
    }

    public PollRig Polls { get; } = new();

    public FakeTimeProvider Time => Polls.Time;

    public PollRoster Roster { get; } = new();

    public SweepProgress Progress { get; } = new();

    public PollDispatcher Dispatcher { get; }

    public SweepJob Sweep { get; }

    public PollGroup Group => Roster.Groups[1];

    public void Own(params IReadOnlyList<PollTarget> targets)
    {
        Polls.Own(targets);
        Roster.Replace(new OwnedFleet(1, [Devices.Group(targets)], new Dictionary<long, DeviceState>()));
    }

    /// <summary>Plays every trigger of the time that passes; probes must answer at once.</summary>
    public async Task RunAsync(TimeSpan span)
    {
        for (var end = Time.GetUtcNow() + span; Time.GetUtcNow() < end;)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            var now = Time.GetUtcNow();
            if (PollGrid.SlotOf(now) == now)
            {
                foreach (var kind in Enum.GetValues<PollKind>())
                {
                    await Sweep.SweepAsync(Group, kind, now);
                }
            }

            await Task.WhenAll(Dispatcher.TakeRepeats().Select(Dispatcher.PollAsync));
        }
    }

    public void Stop() => _lifetime.StopApplication();

    public void Dispose()
    {
        Polls.Dispose();
        _lifetime.Dispose();
    }
}
