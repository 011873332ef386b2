using CameraHealth.IntegrationTests.Onvif;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

public sealed class RecorderSilenceTests
{
    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Silence_of_a_recorder_is_waited_for_once_and_not_once_a_channel()
    {
        await using var recorder = new PlayedDevice(_ => new PlayedReply([]) { Close = true });
        using var bench = new ProbeBench(new CountingGate());
        (await ProbeBench.ProbeAsync(bench.Health, ProbeBench.Channel(recorder, 1), Ct)).ShouldBe("Reachable=Failed:RecorderUnavailable");
        var asked = recorder.Requests.Count;
        for (var number = 2; number <= 16; number++)
        {
            (await ProbeBench.ProbeAsync(bench.Health, ProbeBench.Channel(recorder, number), Ct)).ShouldBe("Reachable=Failed:RecorderUnavailable");
        }

        recorder.Requests.Count.ShouldBe(asked);
    }

    [Fact]
    public async Task Account_that_may_not_list_the_channels_makes_no_downtime()
    {
        await using var recorder = new PlayedDevice(_ => PlayedReply.Fault("400 Bad Request", "NotAuthorized", "Sender not Authorized"));
        using var bench = new ProbeBench(new CountingGate());
        (await ProbeBench.ProbeAsync(bench.Health, ProbeBench.Channel(recorder, 1), Ct)).ShouldStartWith("Reachable=Refused");
    }

    [Fact]
    public async Task Stream_whose_address_onvif_does_not_tell_was_not_measured()
    {
        await using var camera = new PlayedDevice(_ => new PlayedReply([]) { Close = true });
        using var bench = new ProbeBench(new CountingGate());
        (await ProbeBench.ProbeAsync(bench.Stream, ProbeBench.Camera(camera), Ct)).ShouldBe("Streaming=Inconclusive:StreamAddressUnknown");
    }

    [Fact]
    public async Task Camera_whose_onvif_port_is_closed_while_rtsp_is_open_is_reachable_and_silent()
    {
        await using var rtsp = new PlayedDevice(_ => new PlayedReply([]) { Close = true });
        using var bench = new ProbeBench(new CountingGate());
        var camera = ProbeBench.Camera(rtsp);
        camera = camera with { Device = camera.Device with { OnvifPort = 1, RtspPort = rtsp.Port } };
        (await ProbeBench.ProbeAsync(bench.Health, camera, Ct)).ShouldBe("Reachable=Good Responding=Failed:ConnectRefused");
        (await ProbeBench.ProbeAsync(bench.Health, camera with { Device = camera.Device with { RtspPort = 1 } }, Ct)).ShouldBe("Reachable=Failed:ConnectRefused");
    }
}
