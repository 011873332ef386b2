using System.Security.Cryptography;
using CameraHealth.Authentication;
using CameraHealth.Onvif.Soap;
using CameraHealth.Onvif.Transport;

namespace CameraHealth.Onvif.Login;

/// <summary>Sends one login: reserved with the gate before it leaves, its end told to the gate whatever happens.</summary>
internal sealed class GatedLogin(DeviceCredential credential, ILoginGate? gate, SoapChannel channel, DeviceTime deviceTime, SecretMask mask, TimeProvider time)
{
    /// <summary>The device's reply. The caller must <see cref="ReportAsync"/> what it meant.</summary>
    /// <exception cref="OnvifException">LoginHeld, BudgetUnavailable: nothing was sent. Others: no reply, told to the gate already.</exception>
    public async Task<(LoginPermission Permission, SoapReply Reply)> SendAsync(
        LoginScheme scheme, DigestSession session, Uri address, SoapOperation operation, CallDeadline deadline)
    {
        try
        {
            return await SendReservedAsync(scheme, session, address, operation, deadline);
        }
        catch (OnvifException e) when (e.MayRetry)
        {
            // The reused connection was dead. Nobody knows whether the device saw it: reserved anew.
            return await SendReservedAsync(scheme, session, address, operation, deadline);
        }
    }

    /// <summary>Told also when the caller is gone: the device has counted it.</summary>
    public ValueTask ReportAsync(LoginPermission permission, LoginOutcome outcome, int? attemptsLeft)
        => gate?.ReportAsync(permission, outcome, attemptsLeft, CancellationToken.None) ?? ValueTask.CompletedTask;

    private async Task<(LoginPermission Permission, SoapReply Reply)> SendReservedAsync(
        LoginScheme scheme, DigestSession session, Uri address, SoapOperation operation, CallDeadline deadline)
    {
        var permission = await LoginReservation.TakeAsync(gate, deadline);
        try
        {
            var reply = await channel.SendWithLoginAsync(address, operation, Prove(scheme, session, address), deadline);
            if (scheme == LoginScheme.Digest && reply is { DemandsLogin: true, Digest: { Stale: true } fresh })
            {
                // Not a refusal: the device knows the password was right, its nonce was old. The same login goes on.
                session.Remember(fresh);
                reply = await channel.SendWithLoginAsync(address, operation, Prove(scheme, session, address), deadline);
            }

            return (permission, reply);
        }
        catch (Exception)
        {
            await ReportAsync(permission, LoginOutcome.NotAnswered, null);
            throw;
        }
    }

    private LoginProof Prove(LoginScheme scheme, DigestSession session, Uri address)
    {
        if (scheme == LoginScheme.Digest)
        {
            var authorization = session.CreateAuthorization("POST", address.PathAndQuery, credential);
            mask.Hide(authorization);
            mask.HideQuoted(authorization, "response");
            return new LoginProof("digest", authorization, null);
        }

        var nonce = RandomNumberGenerator.GetBytes(UsernameToken.NonceLength);
        var created = UsernameToken.Created(scheme == LoginScheme.TokenTrueTime ? time.GetUtcNow() : deviceTime.Now);
        var digest = UsernameToken.Digest(nonce, created, credential.Password);
        mask.Hide(digest);
        return new LoginProof("token", null, UsernameToken.Write(credential, digest, nonce, created));
    }
}
