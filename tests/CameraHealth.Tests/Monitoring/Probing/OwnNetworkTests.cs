using CameraHealth.Monitoring.Probing;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing;

public sealed class OwnNetworkTests
{
    // The kernel itself answers for both: it refuses to connect to a group address, and nothing listens on the lowest port.
    private const string Silent = "224.0.0.1:9";
    private const string Refusing = "127.0.0.1:1";

    private readonly FakeTimeProvider _time = new();

    [Theory]
    [InlineData(null, true)]
    [InlineData(Refusing, true)]
    [InlineData(Silent, false)]
    public async Task Network_is_up_when_the_gateway_accepts_or_refuses(string? gateway, bool isUp)
    {
        using var network = Create(new OwnNetworkOptions { Gateway = gateway });
        (await network.IsUpAsync(TestContext.Current.CancellationToken)).ShouldBe(isUp);
    }

    [Fact]
    public async Task Answer_is_believed_for_its_time_and_then_asked_for_again()
    {
        var options = new OwnNetworkOptions { Gateway = Silent };
        using var network = Create(options);
        (await network.IsUpAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        options.Gateway = null;
        _time.Advance(options.BelievedFor);
        (await network.IsUpAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        _time.Advance(TimeSpan.FromMilliseconds(1));
        (await network.IsUpAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public async Task Clock_that_is_set_back_does_not_prolong_belief()
    {
        var options = new OwnNetworkOptions { Gateway = Silent };
        var stepping = new SteppingClock(_time);
        using var network = new OwnNetwork(options, new CameraNetworks(new CameraNetworksOptions { AllowLoopback = true }), stepping);
        (await network.IsUpAsync(TestContext.Current.CancellationToken)).ShouldBeFalse();
        options.Gateway = null;
        stepping.Step = TimeSpan.FromHours(-1);
        _time.Advance(TimeSpan.FromMinutes(1));
        (await network.IsUpAsync(TestContext.Current.CancellationToken)).ShouldBeTrue();
    }

    [Fact]
    public void Options_out_of_range_are_all_named()
    {
        new OwnNetworkOptions { Gateway = "192.168.1.1:53" }.Validate().ShouldBeEmpty();
        new OwnNetworkOptions { Gateway = "192.168.1.1", BelievedFor = TimeSpan.Zero }.Validate().Select(FormattableString.Invariant).ShouldBe([
            "OwnNetwork:Gateway: '192.168.1.1' is not host:port", "OwnNetwork:BelievedFor: 00:00:00 is not between 00:00:01 and 00:01:00"]);
    }

    private OwnNetwork Create(OwnNetworkOptions options) => new(options, new CameraNetworks(new CameraNetworksOptions { AllowLoopback = true }), _time);
}
