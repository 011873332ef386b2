using System.Net.Sockets;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Onvif;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Probing;

public sealed class OnvifFindingsTests
{
    [Theory]
    [InlineData(OnvifFailureReason.ConnectRefused, Finding.Failed, Reason.ConnectRefused)]
    [InlineData(OnvifFailureReason.NoRoute, Finding.Failed, Reason.NoRoute)]
    [InlineData(OnvifFailureReason.ConnectTimeout, Finding.Failed, Reason.ConnectTimeout)]
    [InlineData(OnvifFailureReason.ReplyTimeout, Finding.Failed, Reason.ReplyTimeout)]
    [InlineData(OnvifFailureReason.ConnectionClosed, Finding.Failed, Reason.ConnectionClosed)]
    [InlineData(OnvifFailureReason.TlsFailed, Finding.Failed, Reason.TlsFailed)]
    [InlineData(OnvifFailureReason.HttpNotOnvif, Finding.Failed, Reason.NotOnvif)]
    [InlineData(OnvifFailureReason.MalformedReply, Finding.Failed, Reason.MalformedReply)]
    [InlineData(OnvifFailureReason.ReplyTooLarge, Finding.Failed, Reason.ReplyTooLarge)]
    [InlineData(OnvifFailureReason.ActionNotSupported, Finding.Failed, Reason.NotSupported)]
    [InlineData(OnvifFailureReason.NoSuchService, Finding.Failed, Reason.NotSupported)]
    [InlineData(OnvifFailureReason.InvalidToken, Finding.Failed, Reason.DeviceFault)]
    [InlineData(OnvifFailureReason.DeviceCritical, Finding.Failed, Reason.DeviceCritical)]
    [InlineData(OnvifFailureReason.Fault, Finding.Failed, Reason.DeviceFault)]
    [InlineData(OnvifFailureReason.CredentialsMissing, Finding.Refused, Reason.CredentialsMissing)]
    [InlineData(OnvifFailureReason.CredentialsRefused, Finding.Refused, Reason.CredentialsRefused)]
    [InlineData(OnvifFailureReason.LoginHeld, Finding.Refused, Reason.LoginHeld)]
    [InlineData(OnvifFailureReason.BudgetUnavailable, Finding.Inconclusive, Reason.BudgetUnavailable)]
    [InlineData(OnvifFailureReason.LoginSchemeUnsupported, Finding.Refused, Reason.LoginSchemeUnsupported)]
    [InlineData(OnvifFailureReason.NotPermitted, Finding.Refused, Reason.NotPermitted)]
    [InlineData(OnvifFailureReason.Busy, Finding.Inconclusive, Reason.DeviceBusy)]
    [InlineData(OnvifFailureReason.OwnNetworkDown, Finding.Inconclusive, Reason.OwnNetworkDown)]
    [InlineData(OnvifFailureReason.ForeignAddress, Finding.Inconclusive, Reason.SnapshotElsewhere)]
    [InlineData(OnvifFailureReason.AddressNotAllowed, Finding.Inconclusive, Reason.AddressNotAllowed)]
    public void Failed_call_says_of_the_rung_it_asked(OnvifFailureReason failure, Finding finding, Reason reason) =>
        OnvifFindings.Of(Rung.Reachable, new OnvifException(failure, "detail")).ShouldBe(new RungFinding(Rung.Reachable, finding, reason, "detail"));

    [Fact]
    public void Every_failure_of_the_client_is_in_the_table_above()
    {
        var tested = typeof(OnvifFindingsTests).GetMethod(nameof(Failed_call_says_of_the_rung_it_asked))!.GetCustomAttributesData()
            .Where(attribute => attribute.AttributeType == typeof(InlineDataAttribute))
            .Select(attribute => (OnvifFailureReason)((IReadOnlyList<System.Reflection.CustomAttributeTypedArgument>)attribute.ConstructorArguments[0].Value!)[0].Value!);
        tested.ShouldBe(Enum.GetValues<OnvifFailureReason>(), ignoreOrder: true);
    }

    [Fact]
    public void Account_that_lacks_a_right_is_a_flaw_of_the_login_and_no_fault_of_what_it_could_not_ask()
    {
        OnvifFindings.Of(Rung.Authenticated, new OnvifException(OnvifFailureReason.NotPermitted, "")).Finding.ShouldBe(Finding.Deviating);
        OnvifFindings.Of(Rung.Streaming, new OnvifException(OnvifFailureReason.NotPermitted, "")).Finding.ShouldBe(Finding.Refused);
    }

    [Fact]
    public void Failure_is_of_the_connection_or_of_the_login_and_never_of_both() =>
        Enum.GetValues<OnvifFailureReason>().ShouldAllBe(reason => !(OnvifFindings.IsConnectFailure(reason) && OnvifFindings.IsLoginFailure(reason)));

    [Fact]
    public void What_the_device_refuses_and_what_we_could_not_ask_it_for_is_a_login_failure() => Enum.GetValues<OnvifFailureReason>().ShouldAllBe(
        reason => (reason == OnvifFailureReason.BudgetUnavailable || OnvifFindings.Of(Rung.Reachable, new OnvifException(reason, "")).Finding == Finding.Refused) == OnvifFindings.IsLoginFailure(reason));

    [Theory]
    [InlineData(SocketError.Success, Finding.Good, Reason.None)]
    [InlineData(SocketError.ConnectionRefused, Finding.Failed, Reason.ConnectRefused)]
    [InlineData(SocketError.TimedOut, Finding.Failed, Reason.ConnectTimeout)]
    [InlineData(SocketError.HostUnreachable, Finding.Failed, Reason.NoRoute)]
    [InlineData(SocketError.TooManyOpenSockets, Finding.Inconclusive, Reason.OwnNetworkDown)]
    [InlineData(SocketError.NetworkDown, Finding.Inconclusive, Reason.OwnNetworkDown)]
    public void Plain_connection_says_of_reachable(SocketError error, Finding finding, Reason reason)
    {
        var found = OnvifFindings.OfConnecting(error);
        (found.Rung, found.Finding, found.Reason).ShouldBe((Rung.Reachable, finding, reason));
    }
}
