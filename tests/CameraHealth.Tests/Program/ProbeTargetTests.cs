using CameraHealth.Probing;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Program;

public sealed class ProbeTargetTests
{
    [Theory]
    [InlineData("rtsp://192.168.1.20/live", "rtsp://192.168.1.20/live", true)]
    [InlineData("rtsp://192.168.1.20:8554/Streaming/Channels/101?transportmode=unicast", "rtsp://192.168.1.20:8554/Streaming/Channels/101?transportmode=unicast", true)]
    [InlineData("rtsps://camera.lan/live", "rtsps://camera.lan/live", true)]
    [InlineData("http://192.168.1.20:8000/onvif/device_service", "http://192.168.1.20:8000/onvif/device_service", false)]
    [InlineData("192.168.1.20", "http://192.168.1.20/onvif/device_service", false)]
    [InlineData("192.168.1.20:8899", "http://192.168.1.20:8899/onvif/device_service", false)]
    [InlineData("camera.lan", "http://camera.lan/onvif/device_service", false)]
    [InlineData("[fd00::7]:8000", "http://[fd00::7]:8000/onvif/device_service", false)]
    public void Target_is_a_stream_or_a_device(string text, string address, bool isStream)
    {
        var target = ProbeTarget.Parse(text);
        target.Address.ShouldBe(new Uri(address));
        target.IsStream.ShouldBe(isStream);
    }

    [Theory]
    [InlineData("rtsp://admin:secret@192.168.1.20/live")]
    [InlineData("rtsp://admin@192.168.1.20/live")]
    [InlineData("http://admin:secret@192.168.1.20/onvif/device_service")]
    [InlineData("admin:secret@192.168.1.20")]
    public void Password_in_an_argument_is_refused_and_not_repeated(string text) =>
        Should.Throw<UsageException>(() => ProbeTarget.Parse(text)).Message.ShouldSatisfyAllConditions(
            message => message.ShouldBe(Text.Of("PasswordInArgument")), message => message.ShouldNotContain("secret"));

    [Theory]
    [InlineData("")]
    [InlineData("rtsp://")]
    [InlineData("https://192.168.1.20/onvif/device_service")]
    [InlineData("file:///etc/passwd")]
    [InlineData("ftp://192.168.1.20")]
    [InlineData("192.168.1.20:port")]
    [InlineData("192.168.1.20:99999")]
    [InlineData("fd00::7")]
    public void Anything_else_is_a_usage_error(string text) => Should.Throw<UsageException>(() => ProbeTarget.Parse(text)).Message.ShouldBe(Text.Of("TargetUnreadable"));
}
