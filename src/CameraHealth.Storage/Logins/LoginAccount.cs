namespace CameraHealth.Storage.Logins;

/// <summary>What has become of an account's attempts on one host since it was last accepted.</summary>
/// <param name="Attempts">Reservations, told or not.</param>
/// <param name="Refusals">Known refusals.</param>
/// <param name="LastAttemptAt">Database time of the last reservation; null: none.</param>
/// <param name="IsAccepted">The last known outcome is Accepted.</param>
/// <param name="IsStopped">No attempt until the credential changes or a person releases it.</param>
internal readonly record struct LoginAccount(int Attempts, int Refusals, DateTimeOffset? LastAttemptAt, bool IsAccepted, bool IsStopped)
{
    /// <summary>The account after refusals. There are never fewer attempts than refusals: one may be told after another process was accepted.</summary>
    public LoginAccount Refused(LoginRefusals refusals, DateTimeOffset now)
    {
        var count = Refusals + refusals.Count;
        return this with
        {
            Attempts = Math.Max(Attempts + refusals.Unreserved, count),
            Refusals = count,
            LastAttemptAt = refusals.Unreserved > 0 ? now : LastAttemptAt ?? now,
            IsAccepted = false,
            IsStopped = IsStopped || LoginRule.Stops(count, refusals.FewestLeft),
        };
    }
}
