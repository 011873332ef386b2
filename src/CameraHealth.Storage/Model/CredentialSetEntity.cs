namespace CameraHealth.Storage.Model;

/// <summary>A login that many devices share. The password itself is kept nowhere: only sealed, once for each device and its host.</summary>
internal sealed class CredentialSetEntity
{
    public int Id { get; init; }

    public required string Name { get; init; }

    /// <summary>Null: named by an import, no password given yet.</summary>
    public string? Account { get; set; }

    /// <summary>When its password was sealed last; a device whose credential is as old has this one. Null: never.</summary>
    public DateTimeOffset? ChangedAt { get; set; }
}
