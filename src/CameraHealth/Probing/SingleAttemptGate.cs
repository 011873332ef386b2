using CameraHealth.Authentication;

namespace CameraHealth.Probing;

/// <summary>The command line without a database: one attempt; after it was accepted, as many as the probe needs.</summary>
internal sealed class SingleAttemptGate : ILoginGate
{
    private LoginOutcome? _last;
    private bool _isTried;

    /// <inheritdoc/>
    public ValueTask<LoginPermission> ReserveAsync(CancellationToken cancellationToken)
    {
        if (_isTried && _last != LoginOutcome.Accepted)
        {
            return ValueTask.FromResult(LoginPermission.Denied(null));
        }

        _isTried = true;
        return ValueTask.FromResult(new LoginPermission(true, null, 0));
    }

    /// <inheritdoc/>
    public ValueTask ReportAsync(LoginPermission permission, LoginOutcome outcome, int? attemptsLeft, CancellationToken cancellationToken)
    {
        _last = outcome;
        return ValueTask.CompletedTask;
    }
}
