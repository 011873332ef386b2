using CameraHealth.Authentication;

namespace CameraHealth.Probing;

/// <summary>A login gate that remembers what it was told: only an attempt that was sent and answered proves anything about a password.</summary>
internal sealed class WitnessedGate(ILoginGate inner) : ILoginGate
{
    /// <summary>Whether the device accepted the credential.</summary>
    public bool IsAccepted { get; private set; }

    /// <summary>How often the device refused it.</summary>
    public int Refusals { get; private set; }

    /// <summary>Why no attempt was allowed; null: all were.</summary>
    public LoginPermission? Denied { get; private set; }

    /// <inheritdoc/>
    public async ValueTask<LoginPermission> ReserveAsync(CancellationToken cancellationToken)
    {
        var permission = await inner.ReserveAsync(cancellationToken);
        Denied = permission.MayAttempt ? Denied : permission;
        return permission;
    }

    /// <inheritdoc/>
    public ValueTask ReportAsync(LoginPermission permission, LoginOutcome outcome, int? attemptsLeft, CancellationToken cancellationToken)
    {
        IsAccepted |= outcome == LoginOutcome.Accepted;
        Refusals += outcome == LoginOutcome.Refused ? 1 : 0;
        return inner.ReportAsync(permission, outcome, attemptsLeft, cancellationToken);
    }
}
