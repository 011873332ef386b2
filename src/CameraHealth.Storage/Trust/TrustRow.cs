namespace CameraHealth.Storage.Trust;

/// <summary>What a device is held to over RTSP, and what it showed last instead. Instants are UTC; null where there is nothing.</summary>
public sealed record TrustRow
{
    /// <summary>Code of the device that is contacted: for a channel the recorder's.</summary>
    public required string Code { get; init; }

    /// <summary>SHA-256 of the certificate that is expected, upper-case hexadecimal.</summary>
    public string? CertificateSha256 { get; init; }

    /// <summary>Since when it is expected.</summary>
    public DateTimeOffset? CertificateSince { get; init; }

    /// <summary>When it ends. An expired one is told, not refused.</summary>
    public DateTimeOffset? CertificateValidUntil { get; init; }

    /// <summary>The login scheme below which no password is sent.</summary>
    public string? LoginScheme { get; init; }

    /// <summary>Since when.</summary>
    public DateTimeOffset? LoginSchemeSince { get; init; }

    /// <summary>SHA-256 of the certificate it shows instead; null: the expected one.</summary>
    public string? OtherCertificateSha256 { get; init; }

    /// <summary>When that one was first met.</summary>
    public DateTimeOffset? OtherCertificateAt { get; init; }

    /// <summary>When that one ends.</summary>
    public DateTimeOffset? OtherCertificateValidUntil { get; init; }

    /// <summary>The weaker scheme it offers instead; null: none.</summary>
    public string? WeakerLoginScheme { get; init; }

    /// <summary>When that was first met.</summary>
    public DateTimeOffset? WeakerLoginSchemeAt { get; init; }

    /// <summary>Whether it waits for a person.</summary>
    public bool IsContested => OtherCertificateSha256 is not null || WeakerLoginScheme is not null;
}
