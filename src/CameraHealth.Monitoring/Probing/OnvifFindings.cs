using System.Net.Sockets;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Onvif;

namespace CameraHealth.Monitoring.Probing;

/// <summary>What a failed ONVIF call says about the rung it asked: the one table from the client's reasons to findings.</summary>
internal static class OnvifFindings
{
    /// <summary>Whether the device's ONVIF port could not even be connected to.</summary>
    public static bool IsConnectFailure(OnvifFailureReason reason) =>
        reason is OnvifFailureReason.ConnectRefused or OnvifFailureReason.NoRoute or OnvifFailureReason.ConnectTimeout;

    /// <summary>Whether the device wants a login, or an account with more rights, than it got.</summary>
    public static bool IsLoginFailure(OnvifFailureReason reason) =>
        reason is OnvifFailureReason.CredentialsRefused or OnvifFailureReason.CredentialsMissing or OnvifFailureReason.LoginHeld or OnvifFailureReason.BudgetUnavailable
            or OnvifFailureReason.LoginSchemeUnsupported or OnvifFailureReason.NotPermitted;

    /// <summary>What a plain connection says about <see cref="Rung.Reachable"/>.</summary>
    public static RungFinding OfConnecting(SocketError error) => error switch
    {
        SocketError.Success => RungFinding.Good(Rung.Reachable),
        SocketError.ConnectionRefused => new RungFinding(Rung.Reachable, Finding.Failed, Reason.ConnectRefused),
        SocketError.TimedOut => new RungFinding(Rung.Reachable, Finding.Failed, Reason.ConnectTimeout),
        SocketError.HostUnreachable or SocketError.NetworkUnreachable or SocketError.HostDown => new RungFinding(Rung.Reachable, Finding.Failed, Reason.NoRoute),
        _ => new RungFinding(Rung.Reachable, Finding.Inconclusive, Reason.OwnNetworkDown, $"this machine cannot connect ({error})"),
    };

    /// <summary>The finding for <paramref name="rung"/>.</summary>
    public static RungFinding Of(Rung rung, OnvifException failure)
    {
        var (finding, reason) = failure.Reason switch
        {
            OnvifFailureReason.ConnectRefused => (Finding.Failed, Reason.ConnectRefused),
            OnvifFailureReason.NoRoute => (Finding.Failed, Reason.NoRoute),
            OnvifFailureReason.ConnectTimeout => (Finding.Failed, Reason.ConnectTimeout),
            OnvifFailureReason.ReplyTimeout => (Finding.Failed, Reason.ReplyTimeout),
            OnvifFailureReason.ConnectionClosed => (Finding.Failed, Reason.ConnectionClosed),
            OnvifFailureReason.TlsFailed => (Finding.Failed, Reason.TlsFailed),
            OnvifFailureReason.HttpNotOnvif => (Finding.Failed, Reason.NotOnvif),
            OnvifFailureReason.MalformedReply => (Finding.Failed, Reason.MalformedReply),
            OnvifFailureReason.ReplyTooLarge => (Finding.Failed, Reason.ReplyTooLarge),
            OnvifFailureReason.ActionNotSupported or OnvifFailureReason.NoSuchService => (Finding.Failed, Reason.NotSupported),
            OnvifFailureReason.DeviceCritical => (Finding.Failed, Reason.DeviceCritical),
            OnvifFailureReason.CredentialsRefused => (Finding.Refused, Reason.CredentialsRefused),
            OnvifFailureReason.CredentialsMissing => (Finding.Refused, Reason.CredentialsMissing),
            OnvifFailureReason.LoginHeld => (Finding.Refused, Reason.LoginHeld),
            // Ours, not the device's: it was not asked.
            OnvifFailureReason.BudgetUnavailable => (Finding.Inconclusive, Reason.BudgetUnavailable),
            OnvifFailureReason.LoginSchemeUnsupported => (Finding.Refused, Reason.LoginSchemeUnsupported),
            // The account is known and lacks a right: of the login itself a flaw, of what it kept us from asking nothing.
            OnvifFailureReason.NotPermitted => (rung == Rung.Authenticated ? Finding.Deviating : Finding.Refused, Reason.NotPermitted),
            OnvifFailureReason.Busy => (Finding.Inconclusive, Reason.DeviceBusy),
            OnvifFailureReason.OwnNetworkDown => (Finding.Inconclusive, Reason.OwnNetworkDown),
            OnvifFailureReason.ForeignAddress => (Finding.Inconclusive, Reason.SnapshotElsewhere),
            OnvifFailureReason.AddressNotAllowed => (Finding.Inconclusive, Reason.AddressNotAllowed),
            _ => (Finding.Failed, Reason.DeviceFault),
        };
        return new RungFinding(rung, finding, reason, failure.Detail);
    }
}
