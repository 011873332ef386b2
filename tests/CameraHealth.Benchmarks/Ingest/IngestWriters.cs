using System.Diagnostics;
using CameraHealth.Monitoring;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Benchmarks.Ingest;

/// <summary>The product's writer, or several of them at the same time, as in workers that share the groups of one network; each has the memory of its own groups.</summary>
internal sealed class IngestWriters
{
    private readonly (IngestDay Day, ObservationStore Store)[] _writers;
    private readonly int _minutes;
    private readonly Stopwatch _watch = new();
    private TimeSpan _slowest;

    /// <summary>Divides the cameras among the writers, whole groups each.</summary>
    public IngestWriters(NpgsqlDataSource app, IReadOnlyList<(int Device, int Group)> devices, DateTimeOffset begin, double changes, int writers)
    {
        _minutes = writers;
        _writers = [.. Enumerable.Range(0, writers).Select(writer => (
            new IngestDay([.. devices.Where(device => device.Group % writers == writer)], begin, changes), new ObservationStore(app)))];
    }

    /// <summary>Time in which somebody wrote; what makes the batches is not in it.</summary>
    public TimeSpan Elapsed => _watch.Elapsed;

    /// <summary>CPU of this process in that time.</summary>
    public TimeSpan Client { get; private set; }

    /// <summary>The slowest round of one batch a writer.</summary>
    public TimeSpan Slowest => _slowest;

    /// <summary>Observations written.</summary>
    public long Written { get; private set; }

    /// <summary>The first polls, so that each verdict is known and each writer is warm.</summary>
    public async Task BeginAsync(CancellationToken cancellationToken)
    {
        foreach (var (day, store) in _writers)
        {
            await store.WriteAsync(day.Streams(), cancellationToken);
            await store.WriteAsync(day.Minutes(0, 1), cancellationToken);
        }
    }

    /// <summary>A batch by each writer, all at the same time.</summary>
    /// <param name="round">From 0 on.</param>
    /// <param name="show">Sees each batch before it is written.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    public async Task WriteAsync(int round, Func<ObservationBatch, Task> show, CancellationToken cancellationToken)
    {
        var batches = _writers.Select(writer => writer.Day.Minutes(1 + (round * _minutes), _minutes)).ToArray();
        foreach (var batch in batches)
        {
            await show(batch);
        }

        var (cpu, before) = (Environment.CpuUsage.TotalTime, _watch.Elapsed);
        _watch.Start();
        var outcomes = await Task.WhenAll(batches.Zip(_writers, (batch, writer) => Task.Run(() => writer.Store.WriteAsync(batch, cancellationToken), cancellationToken)));
        _watch.Stop();
        Client += Environment.CpuUsage.TotalTime - cpu;
        Written += Array.TrueForAll(outcomes, outcome => outcome.Outdated == 0) ? outcomes.Sum(outcome => outcome.Written) : throw new InvalidOperationException("a verdict was dropped");
        _slowest = _watch.Elapsed - before > _slowest ? _watch.Elapsed - before : _slowest;
    }
}
