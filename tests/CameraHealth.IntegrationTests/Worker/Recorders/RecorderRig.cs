using System.Globalization;
using CameraHealth.Authentication;
using CameraHealth.IntegrationTests.Monitoring.Probing;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Drills;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Recordings;
using CameraHealth.Rtsp.Replay;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;
using CameraHealth.Storage.Drills;
using CameraHealth.Storage.Logins;
using CameraHealth.Storage.Recordings;
using CameraHealth.Worker;
using CameraHealth.Worker.Recorders;
using Microsoft.Extensions.Logging.Abstractions;
using Shouldly;
using Xunit;
using DeviceKind = CameraHealth.Monitoring.Fleet.DeviceKind;

namespace CameraHealth.IntegrationTests.Worker.Recorders;

/// <summary>The worker's surveys and drills over a real database and a simulated recorder, with the login budget that holds everywhere.</summary>
internal sealed class RecorderRig : IAsyncDisposable
{
    private readonly DeviceSessions _sessions;
    private readonly PollPermits _permits = new(new PollPermitOptions());
    private readonly OwnNetwork _ownNetwork;
    private readonly PollRoster _roster = new();
    private readonly List<PollTarget> _targets = [];

    private RecorderRig(TestDatabase database, SimulatedFleet fleet)
    {
        (Database, Fleet) = (database, fleet);
        var networks = new CameraNetworks(new CameraNetworksOptions { AllowLoopback = true });
        _sessions = new DeviceSessions(new LoginBudget(database.App, TimeProvider.System), networks, TimeProvider.System);
        _ownNetwork = new OwnNetwork(new OwnNetworkOptions(), networks, TimeProvider.System);
        var options = new RecorderOptions { PlaybackDeadline = TimeSpan.FromMinutes(2) };
        Recordings = new RecordingStore(database.App);
        Drills = new DrillStore(database.App);
        Surveys = new RecorderKeeper(_roster, new StateBook(), _sessions, new RecorderSurveyor(TimeProvider.System), Recordings, options, TimeProvider.System, NullLogger<RecorderKeeper>.Instance);
        var run = new DrillRun(new RtspReplay(TimeProvider.System), new FfmpegFootage(TimeProvider.System));
        var clock = new DatabaseClock(TimeProvider.System);
        var maker = new DrillMaker(_sessions, _permits, _ownNetwork, networks, new TrustBook(new MetTrusts(), TimeProvider.System), new FootageLocator(TimeProvider.System), run, Drills, Recordings, options, clock);
        Keeper = new DrillKeeper(Drills, maker, _roster, options, new WorkerOptions { Name = "w1" }, clock, NullLogger<DrillKeeper>.Instance) { IsForced = true };
    }

    public TestDatabase Database { get; }

    public SimulatedFleet Fleet { get; }

    public SimulatedDevice Recorder => Fleet["NVR-1"];

    public RecordingStore Recordings { get; }

    public DrillStore Drills { get; }

    public RecorderKeeper Surveys { get; }

    public DrillKeeper Keeper { get; }

    public RecordingQuery Query => new(Database.App);

    public DrillQuery Results => new(Database.App);

    public static async Task<RecorderRig> StartAsync(PostgresFixture postgres, DeviceScenario recorder)
    {
        var rig = new RecorderRig(await postgres.CreateDatabaseAsync(), await TestFleet.StartAsync(recorder));
        await rig.RegisterAsync();
        return rig;
    }

    public static string CodeOf(int channel) => string.Create(CultureInfo.InvariantCulture, $"CAM-{channel:D2}");

    public Task SurveyAsync() => Surveys.SurveyAsync(_targets, TestContext.Current.CancellationToken);

    /// <summary>The clock as it was around moments of the past: only the surveys of those days would know it.</summary>
    public async Task KnowClockAsync(IEnumerable<DateTimeOffset> moments, TimeSpan offset)
    {
        var recorder = _targets[0].Contacted.Id;
        foreach (var at in moments)
        {
            await Recordings.KeepClockAsync(recorder, new ClockOffset(offset, TimeSpan.FromSeconds(0.6), at), TestContext.Current.CancellationToken);
        }
    }

    public async Task<ChannelRecording> ReadAsync(int channel) => (await Query.ReadAsync(CodeOf(channel), TestContext.Current.CancellationToken)).ShouldHaveSingleItem();

    public async ValueTask DisposeAsync()
    {
        await Fleet.DisposeAsync();
        _sessions.Dispose();
        _permits.Dispose();
        _ownNetwork.Dispose();
        await Database.DisposeAsync();
    }

    private async Task RegisterAsync()
    {
        var (host, onvif, rtsp) = (Recorder.Address.ToString(), Recorder.OnvifPort!.Value, Recorder.RtspPort);
        await Database.ExecuteAsync(string.Create(CultureInfo.InvariantCulture, $"""
            insert into sites (code, name) values ('CS-01', 'Site 1');
            insert into poll_groups (site_id, policy_id, ordinal, epoch) select s.id, p.id, 0, 1 from sites s, poll_policies p where p.name = 'default';
            insert into devices (code, name, kind, access, site_id, poll_group_id, host, onvif_port, rtsp_port)
                select 'NVR-1', 'NVR-1', 2, 1, s.id, g.id, '{host}', {onvif}, {rtsp} from sites s, poll_groups g;
            insert into devices (code, name, kind, access, site_id, poll_group_id, recorder_id, channel)
                select 'CAM-' || lpad(n::text, 2, '0'), 'Camera ' || n, 1, 2, d.site_id, d.poll_group_id, d.id, n from devices d, generate_series(1, {Recorder.Scenario.Channels.Count}) n;
            """));
        var recorderId = await Database.ScalarAsync<int>("select id from devices where code = 'NVR-1'");
        var first = await Database.ScalarAsync<int>("select min(id) from devices where kind = 1");
        var group = await Database.ScalarAsync<int>("select id from poll_groups");
        var nvr = new Device
        {
            Id = recorderId, Code = "NVR-1", Name = "NVR-1", Kind = DeviceKind.Recorder, SiteCode = "CS-01", Access = AccessPath.Direct, Host = host, OnvifPort = onvif, RtspPort = rtsp, PollGroupId = group,
        };
        var credential = new DeviceCredential(Recorder.Scenario.User, Recorder.Scenario.Password);
        var policy = new PollPolicy { HealthDeadline = TimeSpan.FromSeconds(30) };
        _targets.AddRange(Recorder.Scenario.Channels.Select(channel => new PollTarget(
            nvr with { Id = first + channel.Number - 1, Code = CodeOf(channel.Number), Kind = DeviceKind.Camera, Access = AccessPath.Channel, RecorderId = recorderId, Channel = channel.Number, OnvifPort = null },
            policy, credential, false, nvr)));
        _roster.Replace(new OwnedFleet(1, [new PollGroup(group, "CS-01", 1, policy, _targets)], new Dictionary<long, CameraHealth.Monitoring.Assessment.DeviceState>()));
    }
}
