namespace CameraHealth.Authentication;

/// <summary>What a device said to a credential that was sent to it.</summary>
public enum LoginOutcome
{
    /// <summary>The device answered as to somebody it knows.</summary>
    Accepted,

    /// <summary>The device refused the credential itself. A challenge before a credential was sent, <c>stale=true</c>
    /// and a 401 of a device that is merely full are not refusals.</summary>
    Refused,

    /// <summary>The connection ended, or the deadline passed, before the device had answered: the device may have counted it.</summary>
    NotAnswered,
}

/// <summary>Whether a credential may be sent now, and if not, why.</summary>
/// <param name="MayAttempt">True: exactly one credentialed request may be sent.</param>
/// <param name="HeldUntil">UTC; until when attempts are held back. Null: not held, or stopped until a person acts.</param>
/// <param name="AttemptId">Names the reservation; given back with the outcome. Zero when nothing had to be reserved.</param>
public readonly record struct LoginPermission(bool MayAttempt, DateTimeOffset? HeldUntil, long AttemptId)
{
    /// <summary>No credential may be sent: held until <paramref name="until"/>, or (null) until a person releases it.</summary>
    public static LoginPermission Denied(DateTimeOffset? until) => new(false, until, 0);

    /// <summary>No credential may be sent: the budget could not be asked, which says nothing about the credential.</summary>
    public static LoginPermission CutOff { get; } = new(false, null, 0) { IsCutOff = true };

    /// <summary>Whether the budget could not be asked.</summary>
    public bool IsCutOff { get; private init; }
}

/// <summary>
/// Guards one account on one host. Every client (ONVIF, RTSP, snapshot) asks before a credential leaves the process and
/// tells what came of it, so that all of them together stay below the number of refusals at which devices lock accounts.
/// </summary>
public interface ILoginGate
{
    /// <summary>Asks to send a credential once. Returns only after the attempt was reserved for good.</summary>
    /// <remarks>An implementation that cannot reserve (database away) answers <see cref="LoginPermission.CutOff"/>; it does not throw for that.</remarks>
    ValueTask<LoginPermission> ReserveAsync(CancellationToken cancellationToken);

    /// <summary>Tells the outcome of an attempt that <see cref="ReserveAsync"/> allowed.</summary>
    /// <param name="permission">What <see cref="ReserveAsync"/> gave.</param>
    /// <param name="outcome">What the device said.</param>
    /// <param name="attemptsLeft">N of the device's "you still have N attempts"; null when it said none.</param>
    /// <param name="cancellationToken">Ends the telling, not the fact.</param>
    ValueTask ReportAsync(LoginPermission permission, LoginOutcome outcome, int? attemptsLeft, CancellationToken cancellationToken);
}
