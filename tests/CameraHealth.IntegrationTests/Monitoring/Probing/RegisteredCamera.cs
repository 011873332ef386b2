using System.Security.Cryptography;
using CameraHealth.Authentication;
using CameraHealth.IntegrationTests.Rtsp;
using CameraHealth.IntegrationTests.Storage.Fleet;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Rtsp;
using CameraHealth.Storage.Contracts;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using CameraHealth.Storage.Trust;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>A camera of the real register, probed by the worker's probes, with what they learn kept in Postgres.</summary>
internal sealed class RegisteredCamera : IAsyncDisposable, ILoginBudget
{
    public const string Code = "CAM-1";

    private readonly CredentialOpener _key = new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));
    private readonly DeviceSessions _sessions;
    private readonly string _worker = Guid.NewGuid().ToString();
    private bool _isClaimed;

    private RegisteredCamera(TestDatabase database)
    {
        Database = database;
        var networks = new CameraNetworks(new CameraNetworksOptions { AllowLoopback = true });
        _sessions = new DeviceSessions(this, networks, TimeProvider.System);
        var (channels, rtsp) = (new RecorderChannels(_sessions, TimeProvider.System), new RtspProbe(TimeProvider.System));
        var (addresses, trust) = (new StreamAddresses(_sessions, channels), new TrustBook(Trust, TimeProvider.System));
        Health = new HealthProbe(_sessions, channels, new RtspHealth(rtsp, _sessions, addresses, networks, trust), networks, TimeProvider.System);
        Stream = StreamProbes.Create(rtsp, _sessions, channels, addresses, networks, trust, Contracts);
    }

    public TestDatabase Database { get; }

    public HealthProbe Health { get; }

    public StreamProbe Stream { get; }

    public TrustStore Trust => new(Database.App);

    public ContractStore Contracts => new(Database.App);

    /// <summary>What the last poll measured; null: nothing.</summary>
    public StreamReading? Measured { get; private set; }

    /// <summary>Registers it in a database of its own.</summary>
    public static async Task<RegisteredCamera> StartAsync(PostgresFixture postgres)
    {
        var camera = new RegisteredCamera(await postgres.CreateDatabaseAsync());
        await WorkerKey.RegisterAsync(camera._key, camera.Database.App, "test", TestContext.Current.CancellationToken);
        return camera;
    }

    public ILoginGate GateFor(string host, string account) => new RecordingGate();

    /// <summary>Puts it into the register: an encoder that speaks RTSP only, or a camera with an ONVIF port.</summary>
    public async Task RegisterAsync(int rtspPort, string path, string credential = "", int? onvifPort = null, string host = "127.0.0.1") =>
        (await FleetCsv.ImportAsync(Database.App, string.Create(System.Globalization.CultureInfo.InvariantCulture, $"""
            code,name,kind,site,host,onvif_port,rtsp_port,stream_path,credential
            {Code},Camera,{(onvifPort is null ? "encoder" : "camera")},S1,{host},{onvifPort},{rtspPort},{path},{credential}

            """))).Errors.ShouldBeEmpty();

    /// <summary>The camera as a worker has it after it followed the register.</summary>
    public async Task<PollTarget> LoadAsync()
    {
        var store = new FleetStore(Database.App, _key);
        var fleet = _isClaimed ? await store.ReloadAsync(_worker, CancellationToken.None) : await store.ClaimAsync(_worker, CancellationToken.None);
        _isClaimed = true;
        return fleet.Groups.SelectMany(group => group.Targets).ShouldHaveSingleItem();
    }

    /// <summary>One poll; findings written <c>Rung=Finding[:Reason]</c>.</summary>
    public async Task<string> ProbeAsync(IProbe probe)
    {
        var record = new ProbeRecord();
        var findings = await ProbeBench.ProbeAsync(probe, await LoadAsync(), record, TestContext.Current.CancellationToken);
        Measured = record.Stream;
        return findings;
    }

    public async ValueTask DisposeAsync()
    {
        _sessions.Dispose();
        _key.Dispose();
        await Database.DisposeAsync();
    }
}
