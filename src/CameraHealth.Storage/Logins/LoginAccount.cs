namespace CameraHealth.Storage.Logins;

/// <summary>What has become of an account's attempts on one host since it was last accepted.</summary>
/// <param name="Attempts">Reservations, told or not.</param>
/// <param name="Refusals">Known refusals.</param>
/// <param name="LastAttemptAt">Database time of the last reservation; null: none.</param>
/// <param name="IsAccepted">The last known outcome is Accepted.</param>
/// <param name="IsStopped">No attempt until the credential changes or a person releases it.</param>
internal readonly record struct LoginAccount(int Attempts, int Refusals, DateTimeOffset? LastAttemptAt, bool IsAccepted, bool IsStopped);
