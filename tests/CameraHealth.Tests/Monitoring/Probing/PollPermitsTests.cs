using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Tests.Monitoring.Doubles;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing;

public sealed class PollPermitsTests
{
    private readonly PollTarget _camera = Devices.Target(Devices.Camera(1));

    [Fact]
    public async Task Device_has_one_onvif_call_and_one_rtsp_session_at_a_time()
    {
        using var permits = new PollPermits(new PollPermitOptions());
        var health = await TakeAsync(permits, _camera, PollKind.Health);
        using var stream = await TakeAsync(permits, _camera, PollKind.Stream);
        var second = TakeAsync(permits, _camera, PollKind.Health);
        second.IsCompleted.ShouldBeFalse();
        health.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Device_that_speaks_rtsp_only_has_one_session_for_both_kinds()
    {
        using var permits = new PollPermits(new PollPermitOptions());
        var encoder = Devices.Target(Devices.Encoder());
        var health = await TakeAsync(permits, encoder, PollKind.Health);
        var stream = TakeAsync(permits, encoder, PollKind.Stream);
        stream.IsCompleted.ShouldBeFalse();
        health.Dispose();
        (await stream).Dispose();
    }

    [Theory]
    [InlineData(PollKind.Health)]
    [InlineData(PollKind.Stream)]
    public async Task Channels_share_the_permits_of_their_recorder(PollKind kind)
    {
        using var permits = new PollPermits(new PollPermitOptions());
        var targets = Devices.RecorderWithChannels(2);
        var first = await TakeAsync(permits, targets[1], kind);
        var second = TakeAsync(permits, targets[2], kind);
        second.IsCompleted.ShouldBeFalse();
        first.Dispose();
        (await second).Dispose();
    }

    [Fact]
    public async Task Recorder_is_not_asked_while_its_channels_are()
    {
        using var permits = new PollPermits(new PollPermitOptions());
        var targets = Devices.RecorderWithChannels(1);
        using var list = await TakeAsync(permits, targets[1], PollKind.Health);
        TakeAsync(permits, targets[0], PollKind.Health).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Site_has_its_limit_of_streams_and_holds_no_other_site_back()
    {
        using var permits = new PollPermits(new PollPermitOptions { SiteStreams = 2 });
        using var one = await TakeAsync(permits, At("CS-01", 1), PollKind.Stream);
        using var two = await TakeAsync(permits, At("CS-01", 2), PollKind.Stream);
        TakeAsync(permits, At("CS-01", 3), PollKind.Stream).IsCompleted.ShouldBeFalse();
        using var health = await TakeAsync(permits, At("CS-01", 4), PollKind.Health);
        using var elsewhere = await TakeAsync(permits, At("CS-02", 5), PollKind.Stream);
    }

    [Fact]
    public async Task Fleet_has_its_limits_of_streams_and_of_polls()
    {
        using var permits = new PollPermits(new PollPermitOptions { Fleet = 3, FleetStreams = 2 });
        using var one = await TakeAsync(permits, At("CS-01", 1), PollKind.Stream);
        using var two = await TakeAsync(permits, At("CS-02", 2), PollKind.Stream);
        TakeAsync(permits, At("CS-03", 3), PollKind.Stream).IsCompleted.ShouldBeFalse();
        using var health = await TakeAsync(permits, At("CS-03", 4), PollKind.Health);
        TakeAsync(permits, At("CS-03", 5), PollKind.Health).IsCompleted.ShouldBeFalse();
    }

    [Fact]
    public async Task Whoever_gives_up_waiting_gives_back_what_it_held()
    {
        using var permits = new PollPermits(new PollPermitOptions { Fleet = 1 });
        var held = await TakeAsync(permits, At("CS-01", 1), PollKind.Health);
        using var patience = new CancellationTokenSource();
        var waiting = permits.TakeAsync(_camera with { Device = Devices.Camera(2) }, PollKind.Stream, patience.Token);
        await patience.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => waiting);
        held.Dispose();

        // Its device, its site and the fleet's streams are free again.
        using var again = await TakeAsync(permits, _camera with { Device = Devices.Camera(2) }, PollKind.Stream);
    }

    [Fact]
    public async Task Many_polls_of_every_kind_never_wait_for_each_other_for_ever()
    {
        using var permits = new PollPermits(new PollPermitOptions { Fleet = 4, FleetStreams = 3, SiteStreams = 1 });
        var targets = Devices.RecorderWithChannels(6).Concat(Enumerable.Range(20, 10).Select(id => At($"CS-{id % 3}", id))).ToList();
        await Task.WhenAll(Enumerable.Range(0, 400).Select(async i =>
        {
            using var permit = await permits.TakeAsync(targets[i % targets.Count], (PollKind)(1 + i % 2), TestContext.Current.CancellationToken);
            await Task.Yield();
        }));
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        new PollPermitOptions().Validate().ShouldBeEmpty();
        new PollPermitOptions { Fleet = 0, FleetStreams = 2001, SiteStreams = -1 }.Validate().Select(FormattableString.Invariant).ShouldBe([
            "PollPermits:Fleet: 0 is not between 1 and 10000", "PollPermits:FleetStreams: 2001 is not between 1 and 2000", "PollPermits:SiteStreams: -1 is not between 1 and 500"]);
    }

    private static PollTarget At(string site, long id) => Devices.Target(Devices.Camera(id) with { SiteCode = site });

    private static Task<IDisposable> TakeAsync(PollPermits permits, PollTarget target, PollKind kind) => permits.TakeAsync(target, kind, TestContext.Current.CancellationToken);
}
