using System.Security.Cryptography;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using CameraHealth.Storage.Ledger;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Ledger;

/// <summary>A group of cameras, a worker that owns it, and another one that may take it over.</summary>
internal sealed class LedgerScene
{
    private readonly FleetStore _register;

    private LedgerScene(TestDatabase database, LedgerFleet fleet, DateTimeOffset start)
    {
        (Database, Fleet, Start) = (database, fleet, start);
        _register = new FleetStore(database.App, new CredentialOpener(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256)));
        (Owner, Other) = (new TestWorker("owner", fleet), new TestWorker("other", fleet));
        Store = new ObservationStore(database.App);
    }

    public TestDatabase Database { get; }

    public LedgerFleet Fleet { get; }

    /// <summary>An hour ago, so that nothing in the test lies in the future.</summary>
    public DateTimeOffset Start { get; }

    public TestWorker Owner { get; }

    public TestWorker Other { get; }

    public ObservationStore Store { get; }

    public Device Camera => Fleet.Devices[0];

    public static async Task<LedgerScene> SetAsync(TestDatabase database, int cameras = 1, PollPolicy? policy = null, DateTimeOffset? start = null)
    {
        var begin = start ?? new DateTimeOffset(await database.ScalarAsync<DateTime>("select date_trunc('minute', clock_timestamp()) - interval '1 hour'"), TimeSpan.Zero);
        var scene = new LedgerScene(database, await LedgerFleet.CreateAsync(database, cameras, begin.AddDays(-1), policy), begin);
        await scene.ClaimAsync(scene.Owner);
        return scene;
    }

    public async Task ClaimAsync(TestWorker worker) => worker.Take(await _register.ClaimAsync(worker.Name, TestContext.Current.CancellationToken));

    public Task<OwnedFleet> ReloadAsync(TestWorker worker) => _register.ReloadAsync(worker.Name, TestContext.Current.CancellationToken);

    /// <summary>What a worker sees some seconds after the start, and its verdict.</summary>
    public AssessedObservation See(TestWorker worker, Sight sight, double seconds, int camera = 0) =>
        worker.Judge(sight.At(Fleet.Devices[camera], Start.AddSeconds(seconds), Fleet.Policy));

    /// <summary>A fact with a verdict that nobody should take.</summary>
    public AssessedObservation Fact(Sight sight, double seconds, int camera = 0)
    {
        var device = Fleet.Devices[camera];
        var facts = sight.At(device, Start.AddSeconds(seconds), Fleet.Policy);
        return new AssessedObservation(Fleet.GroupId, Owner.Epoch, facts, facts.At, DeviceState.NeverObserved(device.Id, device.ApplicableRungs, facts.At), []);
    }

    public Task<BatchOutcome> WriteAsync(TestWorker worker, params IEnumerable<AssessedObservation> items) => WriteAsync(worker.Batch(items));

    public Task<BatchOutcome> WriteAsync(ObservationBatch batch) => Store.WriteAsync(batch, TestContext.Current.CancellationToken);

    /// <summary>The ledger says of the first camera what these facts say in their order.</summary>
    public async Task ShouldBeJudgedInOrderAsync(params (Sight Sight, double Seconds)[] facts)
    {
        var slow = SlowLedger.Of(Camera, Fleet.Policy, facts.Select(fact => fact.Sight.At(Camera, Start.AddSeconds(fact.Seconds), Fleet.Policy)));
        (await LedgerReader.IntervalsAsync(Database.Owner, Camera.Id)).ShouldBe(slow.Intervals);
        (await LedgerReader.TransitionsAsync(Database.Owner, Camera.Id)).ShouldBe(slow.Transitions);
    }

    /// <summary>Rows of this scene in a table that names devices.</summary>
    public Task<long> CountAsync(string table) =>
        Database.ScalarAsync<long>($"select count(*) from {table} where device_id in ({string.Join(',', Fleet.Devices.Select(device => device.Id))})");
}
