using CameraHealth.Tests.Web.Doubles;
using CameraHealth.Web;
using Microsoft.Extensions.Time.Testing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web;

public sealed class ListenAddressPolicyTests
{
    [Theory]
    [InlineData("http://127.0.0.1:8080")]
    [InlineData("http://127.9.9.9:8080")]
    [InlineData("http://localhost:8080")]
    [InlineData("http://[::1]:8080")]
    [InlineData("http://unix:/run/camerahealth.sock")]
    public void Loopback_is_open_to_this_machine_only(string url) => ListenAddressPolicy.Check([url], allowAnonymous: false).ShouldBeNull();

    [Theory]
    [InlineData("http://0.0.0.0:8080")]
    [InlineData("http://*:8080")]
    [InlineData("http://+:8080")]
    [InlineData("http://[::]:8080")]
    [InlineData("http://192.168.1.5:8080")]
    [InlineData("http://monitor.example:8080")]
    [InlineData("http://localhost.example:8080")]
    public void Any_other_address_is_refused_by_name_until_somebody_allows_it(string url)
    {
        ListenAddressPolicy.Check(["http://127.0.0.1:1", url], allowAnonymous: false).ShouldNotBeNull().ShouldContain(url);
        ListenAddressPolicy.Check([url], allowAnonymous: true).ShouldBeNull();
    }

    [Fact]
    public async Task Start_fails_before_an_open_port_exists()
    {
        var time = new FakeTimeProvider(Rows.Now);
        var refusal = await Should.ThrowAsync<InvalidOperationException>(() => RunningWeb.StartAsync(new StoredFleet(time), time, urls: "http://0.0.0.0:0"));
        refusal.Message.ShouldContain("--allow-anonymous");
    }
}
