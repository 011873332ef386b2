using CameraHealth.Onvif;
using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Soap;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Onvif;

public class FaultReasonTests
{
    [Theory]
    [InlineData("Receiver ActionNotSupported", OnvifFailureReason.ActionNotSupported)]
    [InlineData("Receiver ActionNotSupported NoSuchService", OnvifFailureReason.NoSuchService)]
    [InlineData("Sender UnknownAction", OnvifFailureReason.ActionNotSupported)]
    [InlineData("Sender InvalidArgVal NoProfile", OnvifFailureReason.InvalidToken)]
    [InlineData("Sender InvalidArgVal InvalidStreamSetup", OnvifFailureReason.Fault)]
    [InlineData("Sender OperationProhibited", OnvifFailureReason.NotPermitted)]
    [InlineData("Sender OperationProhibited StreamConflict", OnvifFailureReason.Busy)]
    [InlineData("Receiver Action ResourceProblem", OnvifFailureReason.Busy)]
    [InlineData("Receiver OutofMemory", OnvifFailureReason.Busy)]
    [InlineData("Receiver CriticalError", OnvifFailureReason.DeviceCritical)]
    [InlineData("MustUnderstand", OnvifFailureReason.Fault)]
    public void Fault_codes_have_one_meaning(string codes, OnvifFailureReason reason)
        => FaultReason.Of(new SoapFault(codes.Split(' '), "", "")).ShouldBe(reason);

    [Fact]
    public void Soap_11_fault_is_read_too()
    {
        var element = SoapReplyReader.Read(
            "<e:Envelope xmlns:e=\"http://schemas.xmlsoap.org/soap/envelope/\"><e:Body><e:Fault><faultcode>wsse:FailedAuthentication</faultcode><faultstring>No</faultstring></e:Fault></e:Body></e:Envelope>", 64);

        var fault = SoapFault.From(element).ShouldNotBeNull();
        (fault.Reason, FaultReason.IsAboutLogin(fault)).ShouldBe(("No", true));
    }

    [Theory]
    [InlineData("You still have 26 attempt(s)", 26)]
    [InlineData("remaining attempts: 3", 3)]
    [InlineData("2 more attempts before lock", 2)]
    [InlineData("Attempts left 1", 1)]
    [InlineData("Sender not authorized", null)]
    [InlineData("port 554", null)]
    public void Attempts_left_are_read_from_the_text(string text, int? left) => AttemptsLeft.Parse(text).ShouldBe(left);
}
