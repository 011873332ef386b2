namespace CameraHealth.Storage.Logins;

/// <summary>The budget's table. Pure. Devices lock an account at five refusals; we stop at four.</summary>
internal static class LoginRule
{
    /// <summary>Refusals that stop.</summary>
    public const int MaxRefusals = 4;

    /// <summary>"N attempts left" that stops at once.</summary>
    public const int FewAttemptsLeft = 3;

    /// <summary>One a login scheme: WS-UsernameToken or HTTP Digest, found out by trying.</summary>
    public const int FreeAttempts = 2;

    // Hikvision and Dahua lock for 30 minutes and forget failures after it; five more keep clear of their clock.
    public static readonly TimeSpan FirstHold = TimeSpan.FromMinutes(35);
    private static readonly TimeSpan LaterHold = TimeSpan.FromHours(1);

    /// <summary>When the next attempt may be made; null: not before a person acts. A time that has passed: now.</summary>
    public static DateTimeOffset? NextAttemptAt(LoginAccount account) => account switch
    {
        { IsStopped: true } or { Refusals: >= MaxRefusals } => null,
        { Attempts: < FreeAttempts } or { LastAttemptAt: null } => DateTimeOffset.MinValue,
        { Attempts: FreeAttempts } => account.LastAttemptAt + FirstHold,
        _ => account.LastAttemptAt + LaterHold,
    };

    /// <summary>Whether a refusal stops everything.</summary>
    public static bool Stops(int refusals, int? attemptsLeft) => refusals >= MaxRefusals || attemptsLeft <= FewAttemptsLeft;
}
