using System.Collections.Concurrent;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Tests.Worker.Doubles;

/// <summary>A register in memory that notes what it was asked, and is away when the test says so.</summary>
internal sealed class PlayedFleetStore(TimeProvider time) : IFleetStore
{
    private readonly ConcurrentQueue<string> _asked = new();

    public OwnedFleet Fleet { get; set; } = new(1, [], new Dictionary<long, DeviceState>());

    /// <summary>Thrown by every call; null: the database is there.</summary>
    public Exception? Failure { get; set; }

    /// <summary>Database − machine.</summary>
    public TimeSpan Offset { get; set; }

    /// <summary>What happens while database time is read.</summary>
    public Action OnTheWay { get; set; } = () => { };

    public IReadOnlyCollection<string> Asked => _asked;

    public Task<OwnedFleet> ClaimAsync(string worker, CancellationToken cancellationToken) => Answer($"claim {worker}", Fleet);

    public Task<OwnedFleet> ReloadAsync(string worker, CancellationToken cancellationToken) => Answer($"reload {worker}", Fleet);

    public Task<long> ReadVersionAsync(CancellationToken cancellationToken) => Answer("version", Fleet.Version);

    public Task BeatAsync(string worker, SpoolReport spool, CancellationToken cancellationToken) => Answer($"beat {worker}", 0);

    public async Task<DateTimeOffset> ReadDatabaseTimeAsync(CancellationToken cancellationToken)
    {
        OnTheWay();
        var read = await Answer("time", time.GetUtcNow() + Offset);
        OnTheWay();
        return read;
    }

    private Task<T> Answer<T>(string question, T answer)
    {
        _asked.Enqueue(question);
        return Failure is null ? Task.FromResult(answer) : Task.FromException<T>(Failure);
    }
}
