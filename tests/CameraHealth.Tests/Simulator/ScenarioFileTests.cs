using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Simulator;

public sealed class ScenarioFileTests
{
    [Fact]
    public void Every_error_is_named_at_once_with_file_field_and_limit()
    {
        const string json = """
            {"devices":[
              {"code":"A","address":"127.20.0.1","onvifPort":70000,"codec":"MJPEG","colour":"red"},
              {"code":"A","address":"10.0.0.1","fault":"channel_offline"},
              {"address":"127.20.0.1","kind":"recorder","clockOffsetSeconds":"late"},
              {"code":"D","address":"127.20.0.3","kind":"recorder","channels":[{"number":1},{"number":1,"fault":"hang"},{"number":300}]}]}
            """;
        var errors = Should.Throw<ScenarioException>(() => ScenarioFile.Parse(json, "fleet.json")).Errors;
        string[] expected =
        [
            "fleet.json: devices[0].codec: one of H264, H265 is expected, found 'MJPEG'",
            "fleet.json: devices[0].onvifPort: 0 to 65535 is allowed, found 70000",
            "fleet.json: devices[1].code: 'A' is also the code of devices[0]",
            "fleet.json: devices[1].address: only addresses of 127.0.0.0/8 are allowed, found 10.0.0.1",
            "fleet.json: devices[2].code: is missing",
            "fleet.json: devices[2].clockOffsetSeconds: a number is expected, found String",
            "fleet.json: devices[2].channels: a recorder has 1 to 256 channels, found 0",
            "fleet.json: devices[2].address: 127.20.0.1:8554 is also used by devices[0]",
            "fleet.json: devices[3].channels[1].number: 1 is there twice",
            "fleet.json: devices[3].channels[2].number: 1 to 256 is allowed, found 300",
        ];
        foreach (var error in expected)
        {
            errors.Contains(error, StringComparer.Ordinal).ShouldBeTrue(error);
        }

        errors.ShouldContain(error => error.StartsWith("fleet.json: devices[0].colour: no such field"));
        errors.ShouldContain(error => error.StartsWith("fleet.json: devices[1].fault: channel_offline belongs to a channel"));
        errors.ShouldContain(error => error.StartsWith("fleet.json: devices[3].channels[1].fault: a channel may have"));
        errors.Count.ShouldBe(13);
    }

    [Fact]
    public void All_fields_are_read()
    {
        const string json = """
            {"devices":[{"code":"NVR","kind":"recorder","address":"127.20.9.1","onvifPort":0,"rtspPort":0,"user":"op","password":"p:w",
             "authentication":"username_token","rtspQop":true,"manufacturer":"M","model":"X","firmware":"F","serial":"S","fault":"wrong_clock",
             "clockOffsetSeconds":-90.5,"name":"Đầu ghi","site":"Bến Đầm","group":"cang","lat":8.68,"lon":106.6,"inServiceFrom":"2026-01-31",
             "requiredDays":30,"channels":[{"number":2,"code":"C2","name":"Cổng","codec":"H265","fault":"no_media","site":"s","lat":1,"lon":2}]}]}
            """;
        var device = ScenarioFile.Parse(json, "x").Devices.ShouldHaveSingleItem();
        device.ShouldBe(device with
        {
            Kind = DeviceKind.Recorder, OnvifPort = 0, RtspPort = 0, User = "op", Password = "p:w", Authentication = AuthenticationMode.UsernameToken,
            RtspQop = true, Manufacturer = "M", Model = "X", Firmware = "F", Serial = "S", Fault = DeviceFault.WrongClock,
            ClockOffset = TimeSpan.FromSeconds(-90.5), Name = "Đầu ghi", Site = "Bến Đầm", Group = "cang", Latitude = 8.68, Longitude = 106.6,
            InServiceFrom = new DateOnly(2026, 1, 31), RequiredDays = 30,
        });
        device.Channels.ShouldHaveSingleItem().ShouldBe(new ChannelScenario
        {
            Number = 2, Code = "C2", Name = "Cổng", Codec = VideoCodec.H265, Fault = DeviceFault.NoMedia, Site = "s", Latitude = 1, Longitude = 2,
        });
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("{\"devices\":[]}")]
    [InlineData("{\"devices\":[1]}")]
    [InlineData("{\"devices\":[{\"code\":\"A\",\"address\":\"127.20.0.1\",\"channels\":[{\"number\":1}]}]}")]
    public void Unusable_text_is_refused(string json) => Should.Throw<ScenarioException>(() => ScenarioFile.Parse(json, "x"));

    [Fact]
    public void Password_shows_neither_in_errors_nor_in_text_forms()
    {
        var password = new string('s', 200);
        var json = $$"""{"devices":[{"code":"A","address":"127.20.0.1","password":"{{password}}"}]}""";
        Should.Throw<ScenarioException>(() => ScenarioFile.Parse(json, "x")).Message.ShouldNotContain("sss");
        var size = new ScenarioSize { Password = "hush-hush" };
        size.ToString().ShouldNotContain("hush-hush");
        ScenarioGenerator.Generate(size).Devices[0].ToString().ShouldNotContain("hush-hush");
    }
}
