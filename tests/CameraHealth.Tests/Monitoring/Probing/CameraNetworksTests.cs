using System.Net;
using System.Net.Sockets;
using CameraHealth.Monitoring.Probing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing;

public sealed class CameraNetworksTests
{
    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.31.255.254", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("192.168.100.7", true)]
    [InlineData("::ffff:192.168.100.7", true)]
    [InlineData("fd12:3456::7", true)]
    [InlineData("8.8.8.8", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("169.254.169.254", false)]
    [InlineData("::ffff:169.254.169.254", false)]
    [InlineData("fe80::1", false)]
    [InlineData("127.0.0.1", false)]
    [InlineData("::1", false)]
    public void Unless_set_only_private_ranges_are_camera_networks(string address, bool isAllowed) =>
        new CameraNetworks(new CameraNetworksOptions()).Contains(IPAddress.Parse(address)).ShouldBe(isAllowed);

    [Theory]
    [InlineData("10.20.30.40", true)]
    [InlineData("10.20.31.1", false)]
    [InlineData("192.168.1.1", false)]
    public void Networks_that_are_set_replace_the_private_ranges(string address, bool isAllowed) =>
        Of("10.20.30.0/24").Contains(IPAddress.Parse(address)).ShouldBe(isAllowed);

    [Theory]
    [InlineData("169.254.169.254")]
    [InlineData("::ffff:169.254.1.1")]
    [InlineData("127.0.0.1")]
    public void Wide_open_networks_hold_neither_metadata_services_nor_this_machine(string address) =>
        Of("0.0.0.0/0", "::/0").Contains(IPAddress.Parse(address)).ShouldBeFalse();

    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("127.9.9.9")]
    [InlineData("::1")]
    [InlineData("::ffff:127.0.0.1")]
    public void Loopback_is_for_the_demo_and_has_to_be_asked_for(string address) =>
        new CameraNetworks(new CameraNetworksOptions { AllowLoopback = true }).Contains(IPAddress.Parse(address)).ShouldBeTrue();

    [Fact]
    public async Task Address_outside_is_not_connected_to()
    {
        var networks = new CameraNetworks(new CameraNetworksOptions());
        (await networks.ResolveAsync("127.0.0.1", TestContext.Current.CancellationToken)).ShouldBeEmpty();
        var failure = await Should.ThrowAsync<SocketException>(async () => await networks.ConnectAsync("127.0.0.1", 80, TestContext.Current.CancellationToken));
        failure.SocketErrorCode.ShouldBe(SocketError.AccessDenied);
    }

    [Fact]
    public void Networks_that_cannot_be_read_are_all_named()
    {
        var options = new CameraNetworksOptions();
        foreach (var network in new[] { "192.168.1.0/24", "camera-lan", "10.0.0.0/33" })
        {
            options.Allowed.Add(network);
        }

        options.Validate().Select(FormattableString.Invariant).ShouldBe([
            "CameraNetworks:Allowed: 'camera-lan' is not a network in CIDR form such as 192.168.10.0/24",
            "CameraNetworks:Allowed: '10.0.0.0/33' is not a network in CIDR form such as 192.168.10.0/24"]);
    }

    private static CameraNetworks Of(params string[] networks)
    {
        var options = new CameraNetworksOptions();
        foreach (var network in networks)
        {
            options.Allowed.Add(network);
        }

        return new CameraNetworks(options);
    }
}
