using CameraHealth.Onvif;
using CameraHealth.Onvif.Addresses;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Onvif;

public class AddressTests
{
    private static readonly OnvifEndpoint Endpoint = new("10.0.0.5", 8080);

    [Theory]
    [InlineData("http://192.168.1.108/onvif/media?a=1&b=%2F", "http://10.0.0.5:8080/onvif/media?a=1&b=%2F")]
    [InlineData("http://127.0.0.1:80/onvif/media", "http://10.0.0.5:8080/onvif/media")]
    [InlineData("http://[fe80::1%25eth0]:80/m", "http://10.0.0.5:8080/m")]
    [InlineData("http://fe80::2:1/m", "http://10.0.0.5:8080/m")]
    [InlineData("http://camera.local:2020/m", "http://10.0.0.5:8080/m")]
    [InlineData("http://10.0.0.5:2020/m", "http://10.0.0.5:2020/m")]
    [InlineData("http://10.0.0.5/m", "http://10.0.0.5/m")]
    [InlineData("http://10.0.0.5:2020:2020/m", "http://10.0.0.5:2020/m")]
    [InlineData(" \r\nhttp://10.0.0.9/on vif/m\n", "http://10.0.0.5:8080/onvif/m")]
    [InlineData("https://10.0.0.5/m", "http://10.0.0.5:8080/m")]
    [InlineData("http://10.0.0.9", "http://10.0.0.5:8080/")]
    [InlineData("ftp://10.0.0.9/m", "http://10.0.0.5:8080/onvif/device_service")]
    [InlineData("nonsense", "http://10.0.0.5:8080/onvif/device_service")]
    [InlineData(null, "http://10.0.0.5:8080/onvif/device_service")]
    public void Service_address_keeps_its_path_on_the_host_that_was_reached(string? told, string corrected)
        => ServiceAddress.Correct(told, Endpoint).Current.AbsoluteUri.ShouldBe(corrected);

    [Fact]
    public void Other_port_is_tried_once_and_never_after_the_first_worked()
    {
        var address = ServiceAddress.Correct("http://192.168.1.108:8899/m", Endpoint);

        address.TryOther().ShouldBeTrue();
        address.Current.AbsoluteUri.ShouldBe("http://10.0.0.5:8899/m");
        address.TryOther().ShouldBeFalse();

        var proven = ServiceAddress.Correct("http://192.168.1.108:8899/m", Endpoint);
        proven.IsProven = true;
        proven.TryOther().ShouldBeFalse();
    }

    [Theory]
    [InlineData("rtsp://192.168.1.108:554/cam/realmonitor?channel=1&subtype=0&unicast=true", "rtsp://10.0.0.5:554/cam/realmonitor?channel=1&subtype=0&unicast=true")]
    [InlineData("RTSP://user:pass@192.168.1.108/live", "rtsp://10.0.0.5/live")]
    [InlineData("rtsp://user:p@ss/w@rd@192.168.1.108:5554/live", "rtsp://10.0.0.5:5554/live")]
    [InlineData("rtsp://192.168.1.108:554/live@main", "rtsp://10.0.0.5:554/live@main")]
    [InlineData("rtsp://192.168.1.108/live@main", "rtsp://10.0.0.5/live@main")]
    [InlineData("rtsps://[::1]:322/live", "rtsps://10.0.0.5:322/live")]
    public void Stream_address_keeps_its_port_and_loses_its_user_info(string told, string corrected)
        => StreamAddress.Correct(told, Endpoint).ShouldNotBeNull().OriginalString.ShouldBe(corrected);

    [Theory]
    [InlineData("http://10.0.0.5/live")]
    [InlineData("")]
    [InlineData(null)]
    public void Stream_address_that_is_no_rtsp_is_none(string? told) => StreamAddress.Correct(told, Endpoint).ShouldBeNull();
}
