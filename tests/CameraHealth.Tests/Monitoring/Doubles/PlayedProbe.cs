using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;

namespace CameraHealth.Tests.Monitoring.Doubles;

/// <summary>A probe that does what the test says; unless told, it finds every rung of its kind good.</summary>
internal sealed class PlayedProbe(PollKind kind, TimeProvider time) : IProbe
{
    private int _calls;

    public PollKind Kind => kind;

    public int Calls => Volatile.Read(ref _calls);

    public Func<PollTarget, ProbeRecord, CancellationToken, Task> Play { get; set; } = (target, record, _) =>
    {
        foreach (var rung in target.Device.ApplicableRungs.Where(rung => Rungs.MeasuredBy(rung) == kind))
        {
            record.Good(rung);
        }

        return Task.CompletedTask;
    };

    public Task ProbeAsync(PollTarget target, ProbeRecord record, CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _calls);
        record.Sent(time.GetUtcNow());
        return Play(target, record, cancellationToken);
    }

    /// <summary>From now on it finds exactly this.</summary>
    public void Find(params RungFinding[] findings) => Play = (_, record, _) =>
    {
        foreach (var finding in findings)
        {
            record.Found(finding);
        }

        return Task.CompletedTask;
    };

    /// <summary>From now on it asks <paramref name="rung"/> and gets no answer.</summary>
    public void Hang(Rung rung) => Play = (_, record, cancellationToken) =>
    {
        record.Ask(rung);
        return Task.Delay(Timeout.InfiniteTimeSpan, time, cancellationToken);
    };
}
