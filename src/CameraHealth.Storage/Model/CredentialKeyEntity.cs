namespace CameraHealth.Storage.Model;

/// <summary>Public half of a worker key; passwords are sealed to the newest.</summary>
internal sealed class CredentialKeyEntity
{
    /// <summary>Hex SHA-256 of the public key, first 32 digits.</summary>
    public required string Id { get; init; }

    /// <summary>SubjectPublicKeyInfo, DER.</summary>
    public required byte[] PublicKey { get; init; }

    public required string Worker { get; init; }

    public DateTimeOffset RegisteredAt { get; init; }
}
