namespace CameraHealth.Storage.Model;

/// <summary>Who did what with a credential set. Only added to.</summary>
internal sealed class CredentialChangeEntity
{
    public long Id { get; init; }

    public int CredentialSetId { get; init; }

    public DateTimeOffset At { get; init; }

    /// <summary>User of the operating system.</summary>
    public required string EnteredBy { get; init; }

    /// <summary>set, rotate, or refused: a rotation that the tried device did not accept.</summary>
    public required string Action { get; init; }

    public required string Account { get; init; }

    /// <summary>Code of the device that was tried; null: none was.</summary>
    public string? TriedDevice { get; init; }

    /// <summary>Devices that the password was sealed for.</summary>
    public int Devices { get; init; }
}
