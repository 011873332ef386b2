using System.Globalization;
using CameraHealth.Simulator.Logins;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Simulator;

public sealed class UsernameTokenLoginTests
{
    // The example of the ONVIF Application Programmer's Guide, chapter on WS-UsernameToken.
    private static readonly UsernameToken Example = new("user", "tuOSpGlFlIXsozq4HFNeeGeFLEI=", "LKqI6G/AikKCQrN0zqZFlg==", "2010-09-16T07:50:45Z");
    private static readonly DateTimeOffset Created = DateTimeOffset.Parse(Example.Created, CultureInfo.InvariantCulture);
    private readonly UsernameTokenLogin _login = new("user");

    [Fact]
    public void Example_of_the_onvif_guide_is_right() => _login.IsRight(Example, "userpassword", Created).ShouldBeTrue();

    [Theory]
    [InlineData(5, true)]
    [InlineData(-5, true)]
    [InlineData(6, false)]
    [InlineData(-6, false)]
    public void Token_is_judged_by_the_devices_clock_within_5_seconds(int deviceAheadSeconds, bool right) =>
        _login.IsRight(Example, "userpassword", Created.AddSeconds(deviceAheadSeconds)).ShouldBe(right);

    [Fact]
    public void Token_seen_before_is_refused()
    {
        _login.IsRight(Example, "userpassword", Created).ShouldBeTrue();
        _login.IsRight(Example, "userpassword", Created).ShouldBeFalse();
    }

    [Fact]
    public void Other_user_password_or_missing_part_is_refused()
    {
        _login.IsRight(Example, "userpasswore", Created).ShouldBeFalse();
        _login.IsRight(Example with { User = "User" }, "userpassword", Created).ShouldBeFalse();
        _login.IsRight(Example with { Nonce = string.Empty }, "userpassword", Created).ShouldBeFalse();
        _login.IsRight(Example with { Created = string.Empty }, "userpassword", Created).ShouldBeFalse();
    }
}
