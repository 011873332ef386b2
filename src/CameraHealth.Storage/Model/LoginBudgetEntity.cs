using CameraHealth.Authentication;

namespace CameraHealth.Storage.Model;

/// <summary>Attempts and refusals of one account on one host since it was last accepted.</summary>
internal sealed class LoginBudgetEntity
{
    /// <summary>Lower case.</summary>
    public required string Host { get; init; }

    public required string Account { get; init; }

    /// <summary>Reservations, whether or not their outcome was ever told.</summary>
    public int Attempts { get; set; }

    /// <summary>Known refusals.</summary>
    public int Refusals { get; set; }

    public DateTimeOffset? LastAttemptAt { get; set; }

    public LoginOutcome? LastOutcome { get; set; }

    /// <summary>Stopped since, until the credential changes or a person releases it; null: not stopped.</summary>
    public DateTimeOffset? StoppedAt { get; set; }
}
