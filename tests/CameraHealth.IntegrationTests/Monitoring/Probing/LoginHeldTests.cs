using CameraHealth.IntegrationTests.Onvif;
using Shouldly;
using Xunit;
using static CameraHealth.IntegrationTests.Onvif.PlayedAccount;

namespace CameraHealth.IntegrationTests.Monitoring.Probing;

/// <summary>Vivotek, Panasonic: even the time wants a login. While the budget holds logins back, nothing may be sent there.</summary>
public sealed class LoginHeldTests
{
    private const string Challenge = "realm=\"cam\", nonce=\"n1\", qop=\"auth\"";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Camera_that_is_there_is_reachable_and_nothing_more_is_claimed()
    {
        await using var device = new PlayedDevice(request => DigestFits(request, "n1", qop: true) ? PlayedReply.Answer(request) : PlayedReply.Challenge(Challenge));
        using var bench = new ProbeBench(new CountingGate(allowed: 2));
        var camera = ProbeBench.Camera(device);
        await ProbeBench.ProbeAsync(bench.Health, camera, Ct);
        var sent = device.Requests.Count;

        (await ProbeBench.ProbeAsync(bench.Health, camera, Ct)).ShouldBe("Reachable=Good Responding=Refused:LoginHeld");
        device.Requests.Count.ShouldBe(sent);
    }

    [Fact]
    public async Task Camera_that_is_gone_is_not_called_reachable()
    {
        var device = new PlayedDevice(request => DigestFits(request, "n1", qop: true) ? PlayedReply.Answer(request) : PlayedReply.Challenge(Challenge));
        using var bench = new ProbeBench(new CountingGate(allowed: 2));
        var camera = ProbeBench.Camera(device);
        await ProbeBench.ProbeAsync(bench.Health, camera, Ct);
        await device.DisposeAsync();

        (await ProbeBench.ProbeAsync(bench.Health, camera, Ct)).ShouldBe("Reachable=Failed:ConnectRefused");
    }
}
