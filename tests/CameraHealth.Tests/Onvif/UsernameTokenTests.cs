using CameraHealth.Authentication;
using CameraHealth.Onvif.Login;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Onvif;

public class UsernameTokenTests
{
    /// <summary>The worked example of the ONVIF Application Programmer's Guide 1.0, section 6.1.1.3.</summary>
    [Fact]
    public void Password_digest_is_that_of_the_programmers_guide()
        => UsernameToken.Digest(Convert.FromBase64String("LKqI6G/AikKCQrN0zqZFlg=="), "2010-09-16T07:50:45Z", "userpassword")
            .ShouldBe("tuOSpGlFlIXsozq4HFNeeGeFLEI=");

    [Fact]
    public void Account_name_cannot_break_out_of_its_element()
        => UsernameToken.Write(new DeviceCredential("a<b>&\"", "p"), "d", [1], "c").ShouldContain("<wsse:Username>a&lt;b&gt;&amp;&quot;</wsse:Username>");

    [Fact]
    public void Mask_hides_the_password_and_proofs_and_keeps_one_line()
    {
        var mask = new SecretMask(new DeviceCredential("u", "geheim"));
        mask.Hide("PROOF=");

        mask.Clean("a\r\n geheim\u0007 proof= b").ShouldBe("a *** *** b");
        mask.Clean(new string('x', 1000)).Length.ShouldBe(200);
    }
}
