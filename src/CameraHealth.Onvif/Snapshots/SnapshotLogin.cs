using System.Text;
using CameraHealth.Authentication;
using CameraHealth.Onvif.Login;
using CameraHealth.Onvif.Transport;

namespace CameraHealth.Onvif.Snapshots;

/// <summary>
/// Proves who asks for a picture. The web server behind a snapshot has a login of its own kind, so what is learnt here is kept apart from SOAP's;
/// the account and its budget are the same.
/// </summary>
internal sealed class SnapshotLogin(DeviceCredential credential, ILoginGate? gate, LoginMemory memory, SecretMask mask, bool allowBasic)
{
    private bool _hasUsedDigest;
    private bool _isBasic;

    /// <summary>What to send with the first request; null: ask without a credential first.</summary>
    public string? Unasked(Uri address) =>
        _isBasic ? Basic() : memory.Remembered(address) is not null ? Digest(address) : null;

    /// <summary>The nonce that <see cref="Unasked"/> answers; null: none.</summary>
    public string? NonceOf(Uri address) => _isBasic ? null : memory.SessionOf(address).Challenge?.Nonce;

    /// <summary>The answer to a challenge.</summary>
    /// <exception cref="OnvifException">LoginSchemeUnsupported: nothing is offered that is used here.</exception>
    public string Answer(Uri address, HttpReply demand)
    {
        if (DigestChallenge.PickStrongest(demand.Challenges) is { } challenge)
        {
            _hasUsedDigest = true;
            _isBasic = false;
            memory.SessionOf(address).Remember(challenge);
            return Digest(address);
        }

        var offersBasic = demand.Challenges.Any(offered => string.Equals(offered.Scheme, "Basic", StringComparison.OrdinalIgnoreCase));
        if (!offersBasic || !allowBasic || _hasUsedDigest)
        {
            throw new OnvifException(OnvifFailureReason.LoginSchemeUnsupported, "The snapshot offers no login scheme that is used here") { HttpStatus = demand.Status };
        }

        _isBasic = true;
        return Basic();
    }

    /// <summary>Leave to send one credential.</summary>
    /// <exception cref="OnvifException">LoginHeld, BudgetUnavailable: nothing may be sent.</exception>
    public Task<LoginPermission> ReserveAsync(CallDeadline deadline) => LoginReservation.TakeAsync(gate, deadline);

    /// <summary>Tells the gate, also when the caller is gone: the device has counted it.</summary>
    public ValueTask ReportAsync(LoginPermission permission, LoginOutcome outcome) =>
        gate?.ReportAsync(permission, outcome, null, CancellationToken.None) ?? ValueTask.CompletedTask;

    public void Accepted(Uri address, HttpReply reply)
    {
        memory.NoteAccepted(LoginScheme.Digest, reusedNonce: false);
        memory.SessionOf(address).RememberNextNonce(reply.AuthenticationInfo);
    }

    /// <summary>Whether a refusal is to be taken for a full device: it accepted us minutes ago.</summary>
    public bool IsTakenForBusy(Uri address)
    {
        memory.NoteRefused(address);
        _isBasic = false;
        return memory.TryTakeForBusy();
    }

    private string Digest(Uri address)
    {
        var authorization = memory.SessionOf(address).CreateAuthorization("GET", address.PathAndQuery, credential);
        mask.Hide(authorization);
        mask.HideQuoted(authorization, "response");
        return authorization;
    }

    private string Basic()
    {
        var proof = Convert.ToBase64String(Encoding.UTF8.GetBytes($"{credential.UserName}:{credential.Password}"));
        mask.Hide(proof);
        return $"Basic {proof}";
    }
}
