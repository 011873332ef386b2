using CameraHealth.Authentication;
using CameraHealth.Onvif.Addresses;
using CameraHealth.Onvif.Operations;
using CameraHealth.Onvif.Soap;
using CameraHealth.Onvif.Transport;

namespace CameraHealth.Onvif.Login;

/// <summary>
/// Calls an operation with whatever login the device wants, without ever risking a lock-out: first without a credential,
/// then one login, on refusal at most one of another kind, then stop.
/// </summary>
internal sealed class DeviceLogin(SoapChannel channel, GatedLogin? gated, LoginMemory memory, DeviceTime deviceTime, Uri deviceService)
{
    private const int MaxRefusals = 2;

    /// <summary>The reply that holds the answer.</summary>
    /// <exception cref="OnvifException">Anything else.</exception>
    public async Task<SoapReply> CallAsync(ServiceAddress address, SoapOperation operation, CallDeadline deadline)
    {
        // A service address not met before gets no credential unasked.
        var remembered = address.IsProven && memory.NeedsLogin(operation) ? memory.Remembered(address.Current) : null;
        if (remembered is { } scheme && gated is not null)
        {
            return await PresentAsync(gated, scheme, null, address, operation, deadline);
        }

        var reply = await channel.SendAnonymousAsync(address.Current, operation, deadline);
        address.IsProven |= reply.IsSoap || reply.DemandsLogin;
        if (!reply.DemandsLogin)
        {
            if (reply.Answer is not null && !operation.PreAuth)
            {
                memory.NoteOpen();
            }

            return Answered(reply);
        }

        memory.NoteClosed(operation);
        memory.NoteDemanded();
        if (gated is null)
        {
            throw Failure(OnvifFailureReason.CredentialsMissing, "The device demands a login and none is known", reply);
        }

        return await PresentAsync(gated, Choose(reply), reply, address, operation, deadline);
    }

    private LoginScheme Choose(SoapReply demand)
    {
        if (demand.AttemptsLeft <= AttemptsLeft.Last || demand.SaysLocked)
        {
            throw Failure(OnvifFailureReason.LoginHeld, "The device warns of a lock-out; no login was sent", demand);
        }

        var scheme = LoginAttempt.First(demand)
            ?? throw Failure(OnvifFailureReason.LoginSchemeUnsupported, "The device offers no login scheme that is used here", demand);
        return memory.InsistsOnDigest && scheme != LoginScheme.Digest
            ? throw Failure(OnvifFailureReason.LoginSchemeUnsupported, "The device offers a weaker login scheme than it accepted before", demand)
            : memory.Prefer(scheme);
    }

    private async Task<SoapReply> PresentAsync(
        GatedLogin login, LoginScheme scheme, SoapReply? demand, ServiceAddress address, SoapOperation operation, CallDeadline deadline)
    {
        var reusesNonce = demand is null;
        var challenge = demand;
        var refusals = 0;
        while (true)
        {
            var session = memory.SessionOf(address.Current);
            await PrepareAsync(scheme, session, challenge, deadline);
            var sentNonce = session.Challenge?.Nonce;
            var (permission, reply) = await login.SendAsync(scheme, session, address.Current, operation, deadline);
            if (IsMissingRight(scheme, reply))
            {
                // Whether the credential was looked at is not said: no acceptance, and the next call asks for a challenge first.
                memory.NoteRefused(address.Current);
                await login.ReportAsync(permission, LoginOutcome.NotAnswered, null);
                throw Failure(OnvifFailureReason.NotPermitted, "The account lacks the right", reply);
            }

            if (!reply.DemandsLogin)
            {
                return await AcceptAsync(login, permission, scheme, reusesNonce, session, reply);
            }

            challenge = reply;
            if (reusesNonce && scheme == LoginScheme.Digest && reply.Digest is { } fresh && !string.Equals(fresh.Nonce, sentNonce, StringComparison.Ordinal))
            {
                // Dahua: a new nonce each time, not called stale. No credential was sent for this one yet.
                await login.ReportAsync(permission, LoginOutcome.NotAnswered, reply.AttemptsLeft);
                memory.NoteNonceNotReused();
                reusesNonce = false;
                continue;
            }

            reusesNonce = false;
            memory.NoteRefused(address.Current);
            var mustStop = reply.AttemptsLeft <= AttemptsLeft.Last || reply.SaysLocked;
            if (!mustStop && reply.AttemptsLeft is null && memory.TryTakeForBusy())
            {
                await login.ReportAsync(permission, LoginOutcome.NotAnswered, null);
                throw await ExplainBusyAsync(reply, deadline);
            }

            await login.ReportAsync(permission, LoginOutcome.Refused, reply.AttemptsLeft);
            var next = mustStop || ++refusals == MaxRefusals || memory.InsistsOnDigest
                ? null
                : LoginAttempt.AfterRefusal(scheme, demand, reply, deviceTime.Offset);
            scheme = next ?? throw Failure(OnvifFailureReason.CredentialsRefused, "The device refuses the credential", reply);
        }
    }

    /// <summary>Makes ready what the scheme needs: the challenge to answer, or the device's time.</summary>
    private async Task PrepareAsync(LoginScheme scheme, DigestSession session, SoapReply? challenge, CallDeadline deadline)
    {
        if (scheme == LoginScheme.Digest)
        {
            if (challenge?.Digest is { } digest)
            {
                session.Remember(digest);
            }
        }
        else if (!deviceTime.IsKnown)
        {
            await TryReadClockAsync(deadline);
        }
    }

    private async Task<SoapReply> AcceptAsync(
        GatedLogin login, LoginPermission permission, LoginScheme scheme, bool reusedNonce, DigestSession session, SoapReply reply)
    {
        // A web page or "no such action" may come before anybody looked at the credential: no proof that it is right.
        var isProof = reply.Answer is not null
            || (reply.Fault is not null && (reply.Failure?.Reason is not (OnvifFailureReason.ActionNotSupported or OnvifFailureReason.NoSuchService)
                || memory.Method is AuthenticationMethod.HttpDigest or AuthenticationMethod.UsernameToken));
        await login.ReportAsync(permission, isProof ? LoginOutcome.Accepted : LoginOutcome.NotAnswered, null);
        if (isProof)
        {
            memory.NoteAccepted(scheme, reusedNonce);
            session.RememberNextNonce(reply.Http.AuthenticationInfo);
        }

        return Answered(reply);
    }

    /// <summary>Digest passed (no 401), yet the SOAP layer says not authorized: the known account may not do this.</summary>
    private bool IsMissingRight(LoginScheme scheme, SoapReply reply)
        => reply.DemandsLogin && scheme == LoginScheme.Digest && memory.InsistsOnDigest && reply.Http.Status != 401 && reply.Http.Challenges.Count == 0
            && reply.AttemptsLeft is null && !reply.SaysLocked;

    /// <summary>The open call still answers: the device is full, not locked or gone. If it does not, its failure says more.</summary>
    private async Task<OnvifException> ExplainBusyAsync(SoapReply refusal, CallDeadline deadline)
    {
        await TryReadClockAsync(deadline);
        return Failure(OnvifFailureReason.Busy, "The device refuses a login it accepted minutes ago: full, or the password was changed", refusal);
    }

    private async Task TryReadClockAsync(CallDeadline deadline)
    {
        var reply = await channel.SendAnonymousAsync(deviceService, GetSystemDateAndTime.Operation, deadline);
        if (reply.Answer is not null)
        {
            deviceTime.Take(reply);
        }
    }

    private static SoapReply Answered(SoapReply reply) => reply.Failure is null ? reply : throw reply.Failure;

    private static OnvifException Failure(OnvifFailureReason reason, string detail, SoapReply reply)
        => new(reason, detail) { HttpStatus = reply.Http.Status, AttemptsLeft = reply.AttemptsLeft };
}
