using System.Threading.Channels;
using CameraHealth.IntegrationTests.Program;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Telemetry;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using CameraHealth.Storage.Ledger;
using CameraHealth.Worker;
using CameraHealth.Worker.Spooling;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Shouldly;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>Writer, spool and drain over a real database, fed with days of facts on virtual time.</summary>
internal sealed class AwayRig : IAsyncDisposable
{
    private const int Recorders = 3;
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private readonly Channel<AssessedObservation> _queue = Channel.CreateBounded<AssessedObservation>(100_000);
    private readonly ScratchFolder _scratch = new();
    private readonly CredentialOpener _key;
    private readonly PollMeters _meters = new();
    private readonly AssessmentGate _gate;
    private readonly BatchWriter _writer;
    private readonly SpoolDrain _drain;
    private readonly Dictionary<long, DeviceState> _states = [];
    private PollGroup _group = null!;
    private int _count;

    private AwayRig(TestDatabase database, SpoolOptions options)
    {
        Database = database;
        _key = WorkerKey.LoadOrCreate(_scratch.Data);
        Store = new AwayStore(new ObservationStore(database.App));
        _gate = new AssessmentGate(_queue.Writer, _meters);
        Spool = new Spool(new SpoolFiles(_scratch.PathOf("spool")), options, _meters, NullLogger<Spool>.Instance);
        Settlement = new BatchSettlement(new PollRoster(), new StateBook(), _meters, NullLogger<BatchSettlement>.Instance);
        _writer = new BatchWriter(_queue.Reader, Store, Spool, _gate, Settlement, _meters, new WorkerOptions { Name = "w1" }, Time, NullLogger<BatchWriter>.Instance);
        _drain = new SpoolDrain(Spool, Store, Settlement, Time);
    }

    public FakeTimeProvider Time { get; } = new();

    public TestDatabase Database { get; }

    public AwayStore Store { get; }

    public Spool Spool { get; }

    public BatchSettlement Settlement { get; }

    public bool IsAssessing => _gate.IsOpen;

    public IReadOnlyDictionary<long, DeviceState> States => _states;

    /// <summary>Observations that were taken.</summary>
    public int Taken { get; private set; }

    public static async Task<AwayRig> StartAsync(PostgresFixture postgres, SpoolOptions? options = null)
    {
        var rig = new AwayRig(await postgres.CreateDatabaseAsync(), options ?? new SpoolOptions());
        await rig.RegisterAsync();
        await rig._writer.StartAsync(CancellationToken.None);
        await rig._drain.StartAsync(CancellationToken.None);
        return rig;
    }

    /// <summary>Polls every device each step for so long; each fails for some steps now and then. What is not taken is not assessed.</summary>
    public async Task PollAsync(TimeSpan span, TimeSpan step)
    {
        for (var end = Time.GetUtcNow() + span; Time.GetUtcNow() < end;)
        {
            Time.Advance(step - 2 * Second);
            var (number, taken) = (++_count, 0);
            foreach (var target in _group.Targets)
            {
                taken += Observe(target, step, isGood: (number + 11 * target.Device.Id) % 40 > 4) ? 1 : 0;
            }

            Taken += taken;
            Time.Advance(Second);
            await UntilAsync(() => taken == 0 || _queue.Reader.Count == 0);
            Time.Advance(Second);
        }
    }

    /// <summary>Lets virtual time pass until everything is in the database.</summary>
    public async Task CatchUpAsync()
    {
        Store.IsAway = false;
        await UntilAsync(() => Spool.IsEmpty && _queue.Reader.Count == 0 && _gate.IsOpen);
    }

    /// <summary>Waits until the newest fact is in the database: a batch that was taken from the queue may still be on its way.</summary>
    public async Task SettleAsync()
    {
        await CatchUpAsync();
        await UntilAsync(() => Store.NewestAt == _states.Values.Max(state => state.LastAt));
    }

    public async Task UntilAsync(Func<bool> holds)
    {
        while (!holds())
        {
            // Against the real database virtual time must not run far ahead, or every write seems to take too long.
            Time.Advance(TimeSpan.FromMilliseconds(Store.IsAway ? 250 : 3));
            await Task.Delay(TimeSpan.FromMilliseconds(1), TimeProvider.System, Xunit.TestContext.Current.CancellationToken);
        }
    }

    public async Task StopAsync()
    {
        await _drain.StopAsync(CancellationToken.None);
        await _writer.StopAsync(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _drain.Dispose();
        _writer.Dispose();
        Spool.Dispose();
        _key.Dispose();
        _meters.Dispose();
        await Database.DisposeAsync();
        _scratch.Dispose();
    }

    private bool Observe(PollTarget target, TimeSpan step, bool isGood)
    {
        var device = target.Device.Id;
        var (at, previous) = (Time.GetUtcNow().AddMicroseconds(device), _states[device]);
        var observation = new Observation
        {
            DeviceId = device,
            Kind = PollKind.Health,
            DueAt = at,
            At = at,
            NextDueAt = at + step,
            VouchedUntil = at + 2 * step,
            Duration = TimeSpan.FromMilliseconds(20),
            Findings = isGood ? [.. Rungs.UpToAuthenticated.Select(RungFinding.Good)] : [new RungFinding(Rung.Reachable, Finding.Failed, Reason.ConnectTimeout)],
        };
        var judged = Assessor.Assess(previous, observation, target.Policy);
        var isTaken = _gate.TryWrite(new AssessedObservation(_group.Id, _group.Epoch, observation, previous.LastAt, judged.State, judged.Transitions));
        if (isTaken)
        {
            _states[device] = judged.State;
        }

        return isTaken;
    }

    private async Task RegisterAsync()
    {
        var csv = FleetFiles.Of(Enumerable.Range(1, Recorders).Select(number => FormattableString.Invariant($"NVR-{number},NVR {number},recorder,S1,direct,192.0.2.{number},80,,,,,,,,,,")));
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        (await new FleetImport(Database.App).ApplyAsync(await FleetImport.ReadAsync(file, CancellationToken.None), false, null, CancellationToken.None)).Applied.ShouldBeTrue();
        var fleet = await new FleetStore(Database.App, _key, new OpenedCredentials(_key)).ClaimAsync("w1/away", CancellationToken.None);
        _group = fleet.Groups.ShouldHaveSingleItem();
        foreach (var (device, state) in fleet.States)
        {
            _states[device] = state;
        }

        // Ahead of the moment they were registered; on whole seconds, as Postgres keeps it.
        var now = TimeProvider.System.GetUtcNow().AddMinutes(1);
        Time.SetUtcNow(now.AddTicks(-(now.UtcTicks % TimeSpan.TicksPerSecond)));
    }
}
