using System.Threading.Channels;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Telemetry;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Worker;
using CameraHealth.Worker.Spooling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace CameraHealth.Tests.Worker.Doubles;

/// <summary>Writer, spool and drain over a folder of their own and a played database, on virtual time.</summary>
internal sealed class SpoolRig : IAsyncDisposable
{
    private readonly Channel<AssessedObservation> _queue;
    private bool _runs;

    public SpoolRig(SpoolOptions? options = null, WorkerOptions? worker = null, Func<string, SpoolFiles>? files = null, int queue = 10_000)
    {
        _queue = Channel.CreateBounded<AssessedObservation>(queue);
        Folder = Directory.CreateTempSubdirectory("camerahealth-spool-").FullName;
        Gate = new AssessmentGate(_queue.Writer, Meters);
        Settlement = new BatchSettlement(Roster, States, Meters, NullLogger<BatchSettlement>.Instance);
        Spool = new Spool((files ?? (folder => new SpoolFiles(folder)))(SpoolFolder), options ?? new SpoolOptions(), Meters, NullLogger<Spool>.Instance);
        Writer = new BatchWriter(
            _queue.Reader, Store, Spool, Gate, Settlement, Meters, worker ?? new WorkerOptions { Name = "w1", BatchSize = 3 }, Time, NullLogger<BatchWriter>.Instance);
        Meters.WatchSpool(() => Gate.Mark(Spool.Report()));
        Drain = new SpoolDrain(Spool, Store, Settlement, Time);
    }

    public FakeTimeProvider Time { get; } = new(Devices.Start);

    public PlayedObservationStore Store { get; } = new();

    public PollRoster Roster { get; } = new();

    public StateBook States { get; } = new();

    public PollMeters Meters { get; } = new();

    public string Folder { get; }

    public string SpoolFolder => Path.Combine(Folder, "spool");

    public AssessmentGate Gate { get; }

    public BatchSettlement Settlement { get; }

    public Spool Spool { get; }

    public BatchWriter Writer { get; }

    public SpoolDrain Drain { get; }

    public async Task StartAsync()
    {
        _runs = true;
        await Writer.StartAsync(CancellationToken.None);
        await Drain.StartAsync(CancellationToken.None);
    }

    public async Task StopAsync()
    {
        if (_runs)
        {
            _runs = false;
            await Drain.StopAsync(CancellationToken.None);
            await Writer.StopAsync(CancellationToken.None);
        }
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        Drain.Dispose();
        Writer.Dispose();
        Spool.Dispose();
        Meters.Dispose();
        Directory.Delete(Folder, recursive: true);
    }
}
