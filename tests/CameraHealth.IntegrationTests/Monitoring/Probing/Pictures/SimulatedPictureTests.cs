using CameraHealth.Authentication;
using CameraHealth.IntegrationTests.Onvif;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Probing.Pictures;
using CameraHealth.Rtsp;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;
using MonitoredKind = CameraHealth.Monitoring.Fleet.DeviceKind;

namespace CameraHealth.IntegrationTests.Monitoring.Probing.Pictures;

/// <summary>The real picture poll against simulated devices: HTTP, RTSP, ffmpeg and the examiner.</summary>
public sealed class SimulatedPictureTests : IDisposable, ILoginBudget
{
    private readonly string _folder = Directory.CreateTempSubdirectory("pictures-").FullName;
    private readonly FakeTimeProvider _kept = new();
    private readonly CountingGate _gate = new();
    private readonly AcceptedView _accepted = new();
    private readonly DeviceSessions _sessions;
    private readonly PollPermits _permits = new(new PollPermitOptions());
    private readonly PictureExamination _examination;
    private readonly PictureProbe _probe;

    public SimulatedPictureTests()
    {
        var networks = new CameraNetworks(new CameraNetworksOptions { AllowLoopback = true });
        _sessions = new DeviceSessions(this, networks, TimeProvider.System);
        var channels = new RecorderChannels(_sessions, TimeProvider.System);
        _examination = new PictureExamination(_accepted, new PreviousPictures(_folder, _kept), _kept);
        _probe = new PictureProbe(
            [
                new SnapshotSource(_sessions, channels, TimeProvider.System),
                new KeyframeSource(
                    new RtspProbe(TimeProvider.System), _sessions, new StreamAddresses(_sessions, channels), networks, _permits, new FfmpegDecoder(TimeProvider.System),
                    new TrustBook(new MetTrusts(), TimeProvider.System)),
            ],
            _examination);
    }

    public ILoginGate GateFor(string host, string account) => _gate;

    [Theory]
    [InlineData(AuthenticationMode.Digest)]
    [InlineData(AuthenticationMode.DigestNoQop)]
    [InlineData(AuthenticationMode.UsernameToken)]
    [InlineData(AuthenticationMode.None)]
    public async Task Camera_gives_a_good_picture_with_whatever_login_it_has(AuthenticationMode mode)
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Authentication = mode });
        var record = await PollAsync(fleet.Devices[0]);
        record.Findings.Single().ShouldBe(RungFinding.Good(Rung.Picture));
        record.Picture!.ShouldSatisfyAllConditions(
            seen => seen.Origin.ShouldBe(PictureOrigin.Snapshot), seen => (seen.Width, seen.Height).ShouldBe((640, 360)), seen => seen.Sharpness.ShouldNotBeNull());
        _gate.Outcomes.ShouldNotContain(LoginOutcome.Refused);
    }

    [Theory]
    [InlineData(DeviceFault.PictureBlack, Finding.Failed, Reason.PictureBlack)]
    [InlineData(DeviceFault.PictureNoSignal, Finding.Failed, Reason.SignalLoss)]
    [InlineData(DeviceFault.PictureFrozen, Finding.Deviating, Reason.PictureFrozen)]
    [InlineData(DeviceFault.PictureMoved, Finding.Deviating, Reason.ViewMoved)]
    public async Task Fault_of_the_picture_is_found(DeviceFault fault, Finding finding, Reason reason)
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera());
        var device = fleet.Devices[0];
        _accepted.Day = (await PollAsync(device)).PictureBytes;
        await device.SetFaultAsync(fault);
        await PollAsync(device);

        var record = await PollAsync(device);

        record.Findings.Single().ShouldSatisfyAllConditions(found => found.Finding.ShouldBe(finding), found => found.Reason.ShouldBe(reason));
        record.Picture!.Origin.ShouldBe(PictureOrigin.Snapshot);

        await device.SetFaultAsync(DeviceFault.None);
        (await PollAsync(device)).Findings.Single().ShouldBe(RungFinding.Good(Rung.Picture));
    }

    [Theory]
    [InlineData(DeviceFault.SnapshotMissing)]
    [InlineData(DeviceFault.SnapshotWrongType)]
    [InlineData(DeviceFault.SnapshotOversized)]
    [InlineData(DeviceFault.SnapshotElsewhere)]
    [InlineData(DeviceFault.SnapshotUnauthorized)]
    public async Task Frame_of_the_stream_takes_the_place_of_a_snapshot_that_does_not_come(DeviceFault fault)
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Fault = fault });
        var record = await PollAsync(fleet.Devices[0]);
        record.Findings.Single().ShouldBe(RungFinding.Good(Rung.Picture));
        record.Picture!.Origin.ShouldBe(PictureOrigin.Keyframe);
    }

    [Fact]
    public async Task Snapshot_that_refuses_the_account_is_asked_once_and_not_again_that_day()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Fault = DeviceFault.SnapshotUnauthorized });
        for (var i = 0; i < 3; i++)
        {
            await PollAsync(fleet.Devices[0]);
        }

        _gate.Outcomes.Count(outcome => outcome == LoginOutcome.Refused).ShouldBe(1);
    }

    [Theory]
    [InlineData(VideoCodec.H264)]
    [InlineData(VideoCodec.H265)]
    public async Task Encoder_without_onvif_shows_a_frame_of_its_stream(VideoCodec codec)
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Kind = CameraHealth.Simulator.Scenarios.DeviceKind.Encoder, Codec = codec });
        var record = await PollAsync(fleet.Devices[0]);
        record.Findings.Single().ShouldBe(RungFinding.Good(Rung.Picture));
        (record.Picture!.Width, record.Picture.Height).ShouldBe((640, 360));
    }

    [Fact]
    public async Task Neither_snapshot_nor_stream_is_not_measured_and_no_fault()
    {
        await using var fleet = await TestFleet.StartAsync(TestFleet.Camera() with { Fault = DeviceFault.SnapshotWrongType });
        var target = TargetOf(fleet.Devices[0]);
        var record = await PollAsync(target with { Device = target.Device with { RtspPort = 1 } });
        record.Findings.Single().ShouldSatisfyAllConditions(found => found.Finding.ShouldBe(Finding.Inconclusive), found => found.Reason.ShouldBe(Reason.NotAPicture));
        record.Picture.ShouldBeNull();
    }

    [Fact]
    public async Task Hostile_bytes_in_place_of_a_keyframe_end_within_the_limits()
    {
        var decoder = new FfmpegDecoder(TimeProvider.System);
        decoder.IsAvailable.ShouldBeTrue("ffmpeg and prlimit belong to a machine that tests run on");
        var random = new Random(3);
        var garbage = new byte[200_000];
        random.NextBytes(garbage);
        (await decoder.DecodeAsync("H264", garbage, TestContext.Current.CancellationToken)).ShouldBeNull();
        (await decoder.DecodeAsync("H265", new byte[4], TestContext.Current.CancellationToken)).ShouldBeNull();
        (await decoder.DecodeAsync("AV1", garbage, TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    public void Dispose()
    {
        _sessions.Dispose();
        _permits.Dispose();
        _examination.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    private static PollTarget TargetOf(SimulatedDevice device) => new(
        new Device
        {
            Id = 1,
            Code = device.Code,
            Name = device.Code,
            Kind = device.OnvifPort is null ? MonitoredKind.Encoder : MonitoredKind.Camera,
            SiteCode = "CS-01",
            Access = AccessPath.Direct,
            Host = device.Address.ToString(),
            OnvifPort = device.OnvifPort,
            RtspPort = device.RtspPort,
            StreamPath = device.OnvifPort is null ? device.Scenario.StreamPath : null,
            PollGroupId = 1,
        },
        new PollPolicy { PictureDeadline = LoadedMachine.Allow(TimeSpan.FromSeconds(60)), HealthDeadline = LoadedMachine.Allow(TimeSpan.FromSeconds(15)) },
        new DeviceCredential(device.Scenario.User, device.Scenario.Password),
        false,
        null);

    private Task<ProbeRecord> PollAsync(SimulatedDevice device) => PollAsync(TargetOf(device));

    // Each poll a minute after the one before, as far as what is kept of it knows.
    private async Task<ProbeRecord> PollAsync(PollTarget target)
    {
        _kept.Advance(TimeSpan.FromMinutes(1));
        var record = new ProbeRecord();
        await _probe.ProbeAsync(_target = SameCredential(target), record, TestContext.Current.CancellationToken);
        return record;
    }

    private PollTarget? _target;

    // A reload of the register makes new credentials only when they changed.
    private PollTarget SameCredential(PollTarget target) => _target is null ? target : target with { Credential = _target.Credential };

    private sealed class AcceptedView : IReferencePictures
    {
        public ReadOnlyMemory<byte>? Day { get; set; }

        public Task<AcceptedViews> FindAsync(long deviceId, CancellationToken cancellationToken) => Task.FromResult(new AcceptedViews(Day, null));
    }
}
