using CameraHealth.Onvif;
using Shouldly;
using Xunit;
using static CameraHealth.IntegrationTests.Onvif.PlayedReply;

namespace CameraHealth.IntegrationTests.Onvif;

public class ServiceAddressesTests
{
    private const string Media1 = "http://www.onvif.org/ver10/media/wsdl";
    private const string Media2 = "http://www.onvif.org/ver20/media/wsdl";

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Inner_host_in_a_reply_is_replaced_by_the_host_that_was_reached()
    {
        await using var device = new PlayedDevice(r => r.Operation switch
        {
            "GetServices" => Services((Media1, "http://192.168.1.108:8899/onvif/media?x=1")),
            "GetProfiles" => Soap($"<GetProfilesResponse xmlns=\"{Media1}\"><Profiles token=\"p1\"/></GetProfilesResponse>"),
            _ => Soap($"<GetStreamUriResponse xmlns=\"{Media1}\"><MediaUri><Uri> rtsp://u:secret@10.1.1.1:5554/a?b=1&amp;c=2 </Uri></MediaUri></GetStreamUriResponse>"),
        });
        using var client = Client(device);

        var profile = (await client.GetProfilesAsync(Ct)).ShouldHaveSingleItem();
        (await client.GetStreamUriAsync(profile, Ct)).OriginalString.ShouldBe("rtsp://127.0.0.1:5554/a?b=1&c=2");

        device.Requests.Where(r => r.Operation is not "GetServices").Select(r => r.Path).ShouldBe(["/onvif/media?x=1", "/onvif/media?x=1"]);
    }

    [Fact]
    public async Task Port_told_for_the_same_host_is_left_for_the_registered_one_when_it_refuses_and_that_is_remembered()
    {
        await using var wrong = new PlayedDevice(_ => Http("404 Not Found", ""));
        await using var device = new PlayedDevice(r => r.Operation is "GetServices"
            ? Services((Media1, $"http://127.0.0.1:{wrong.Port}/onvif/media"))
            : Soap($"<GetProfilesResponse xmlns=\"{Media1}\"/>"));
        using var client = Client(device);

        await client.GetProfilesAsync(Ct);
        await client.GetProfilesAsync(Ct);

        wrong.Requests.Count.ShouldBe(1);
        (await client.GetServicesAsync(Ct)).ShouldHaveSingleItem().Address.Port.ShouldBe(device.Port);
    }

    [Fact]
    public async Task Old_axis_without_get_services_is_asked_for_capabilities()
    {
        await using var device = new PlayedDevice(r => r.Operation is "GetServices"
            ? Fault("400 Bad Request", "ActionNotSupported", "Optional Action Not Implemented")
            : Soap("<GetCapabilitiesResponse><Capabilities><Media><XAddr>http://a/onvif/m</XAddr></Media>" +
                   "<Extension><Recording><XAddr>http://a/onvif/r</XAddr></Recording></Extension></Capabilities></GetCapabilitiesResponse>"));
        using var client = Client(device);

        (await client.GetServicesAsync(Ct)).Select(s => s.Address.PathAndQuery).ShouldBe(["/onvif/m", "/onvif/r"]);
    }

    [Fact]
    public async Task Media2_leads_and_media1_fills_what_it_left_out()
    {
        await using var device = new PlayedDevice(r => r.Operation switch
        {
            "GetServices" => Services((Media1, "http://a/m1"), (Media2, "http://a/m2")),
            _ when r.Path is "/m2" => Soap($"<GetProfilesResponse xmlns=\"{Media2}\"><Profiles token=\"p1\"><Name>main</Name></Profiles></GetProfilesResponse>"),
            _ => Soap($"<GetProfilesResponse xmlns=\"{Media1}\"><Profiles token=\"p1\"><VideoEncoderConfiguration><Encoding>H264</Encoding></VideoEncoderConfiguration></Profiles>" +
                      "<Profiles token=\"p2\"/></GetProfilesResponse>"),
        });
        using var client = Client(device);

        var profiles = await client.GetProfilesAsync(Ct);

        profiles.Select(p => (p.Token, p.Name, p.Codec, p.Media2)).ShouldBe([("p1", "main", "H264", true), ("p2", null, null, false)]);
        device.Requests.First(r => r.Path is "/m2").Body.ShouldContain("<Type>All</Type>");
    }

    [Fact]
    public async Task Calls_from_many_threads_reach_the_device_one_at_a_time()
    {
        var (running, most) = (0, 0);
        await using var device = new PlayedDevice(r =>
        {
            most = Math.Max(most, Interlocked.Increment(ref running));
            Thread.SpinWait(200_000);
            Interlocked.Decrement(ref running);
            return Answer(r);
        });
        using var client = Client(device);

        await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => client.GetSystemDateAndTimeAsync(Ct)));

        most.ShouldBe(1);
        device.Requests.Select(r => r.Connection).Distinct().ShouldHaveSingleItem();
    }

    private static PlayedReply Services(params (string Namespace, string Address)[] services) => Soap(
        "<GetServicesResponse xmlns=\"http://www.onvif.org/ver10/device/wsdl\">"
        + string.Concat(services.Select(s => $"<Service><Namespace>{s.Namespace}</Namespace><XAddr>{s.Address}</XAddr><Version><Major>2</Major><Minor>60</Minor></Version></Service>"))
        + "</GetServicesResponse>");

    private static OnvifDeviceClient Client(PlayedDevice device)
        => new(new OnvifEndpoint("127.0.0.1", device.Port), null, null, new OnvifClientOptions(), TimeProvider.System);
}
