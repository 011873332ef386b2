using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using CameraHealth.Simulator.Admin;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Simulator;

public sealed class AdminApiTests : IAsyncLifetime
{
    private readonly HttpClient _client = new();
    private CameraHealth.Simulator.SimulatedFleet _fleet = null!;
    private SimulatorAdmin _admin = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _fleet = await TestFleet.StartAsync(TestFleet.Camera(), TestFleet.Recorder(channels: 2));
        _admin = await SimulatorAdmin.StartAsync(_fleet, new Uri("http://127.0.0.1:0"), Token);
        _client.BaseAddress = _admin.Address;
    }

    public async ValueTask DisposeAsync()
    {
        _client.Dispose();
        await _admin.DisposeAsync();
        await _fleet.DisposeAsync();
    }

    [Fact]
    public async Task Lists_devices_with_counters_and_without_passwords()
    {
        var text = await _client.GetStringAsync(new Uri("/devices", UriKind.Relative), Token);
        var devices = JsonDocument.Parse(text).RootElement;
        devices.GetArrayLength().ShouldBe(2);
        devices[0].GetProperty("counters").GetProperty("refusals").GetInt64().ShouldBe(0);
        devices[1].GetProperty("channels").GetArrayLength().ShouldBe(2);
        text.ShouldNotContain(TestFleet.Password);
    }

    [Fact]
    public async Task Sets_and_resets_a_fault()
    {
        var reply = await PutAsync("CAM-1", new { fault = "wrong_clock", clockOffsetSeconds = -90 });
        reply.StatusCode.ShouldBe(HttpStatusCode.OK);
        _fleet["CAM-1"].Fault.ShouldBe(DeviceFault.WrongClock);
        _fleet["CAM-1"].ClockOffset.ShouldBe(TimeSpan.FromSeconds(-90));
        using var reset = new HttpRequestMessage(HttpMethod.Post, "/devices/CAM-1/reset");
        reset.Headers.Add(AdminGuard.WriteHeader, "1");
        (await _client.SendAsync(reset, Token)).StatusCode.ShouldBe(HttpStatusCode.OK);
        _fleet["CAM-1"].Fault.ShouldBe(DeviceFault.None);
        _fleet["CAM-1"].ClockOffset.ShouldBe(TimeSpan.Zero);
    }

    [Fact]
    public async Task Sets_the_fault_of_one_channel()
    {
        (await PutAsync("NVR-1", new { fault = "channel_offline", channel = 2 })).StatusCode.ShouldBe(HttpStatusCode.OK);
        _fleet["NVR-1"].ChannelFault(2).ShouldBe(DeviceFault.ChannelOffline);
        _fleet["NVR-1"].ChannelFault(1).ShouldBe(DeviceFault.None);
    }

    [Theory]
    [InlineData("CAM-1", "broken", null, HttpStatusCode.BadRequest)]
    [InlineData("CAM-1", "channel_offline", null, HttpStatusCode.BadRequest)]
    [InlineData("CAM-1", "no_media", 1, HttpStatusCode.BadRequest)]
    [InlineData("NVR-1", "no_media", 9, HttpStatusCode.BadRequest)]
    [InlineData("NVR-1", "hang", 1, HttpStatusCode.BadRequest)]
    [InlineData("XXX-1", "hang", null, HttpStatusCode.NotFound)]
    public async Task Impossible_change_is_a_problem_and_changes_nothing(string code, string fault, int? channel, HttpStatusCode expected)
    {
        var reply = await PutAsync(code, new { fault, channel });
        reply.StatusCode.ShouldBe(expected);
        reply.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
        _fleet.Devices.ShouldAllBe(device => device.Fault == DeviceFault.None);
    }

    [Fact]
    public async Task Write_without_the_header_and_foreign_host_are_refused()
    {
        var plain = await _client.PutAsJsonAsync("/devices/CAM-1/fault", new { fault = "offline" }, Token);
        plain.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        _fleet["CAM-1"].Fault.ShouldBe(DeviceFault.None);
        using var foreign = new HttpRequestMessage(HttpMethod.Get, "/devices") { Headers = { Host = "evil.example" } };
        (await _client.SendAsync(foreign, Token)).StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }

    [Fact]
    public async Task Listens_on_loopback_only() =>
        await Should.ThrowAsync<ArgumentException>(SimulatorAdmin.StartAsync(_fleet, new Uri("http://0.0.0.0:0"), Token));

    private async Task<HttpResponseMessage> PutAsync(string code, object body)
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/devices/{code}/fault") { Content = JsonContent.Create(body) };
        request.Headers.Add(AdminGuard.WriteHeader, "1");
        return await _client.SendAsync(request, Token);
    }
}
