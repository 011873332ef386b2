namespace CameraHealth.Monitoring.Fleet;

/// <summary>What a device proved of itself over RTSP before, to be expected of it from now on. Of the device that is contacted: channels share their recorder's.</summary>
public sealed record DeviceTrust
{
    /// <summary>A device that was never met.</summary>
    public static readonly DeviceTrust None = new();

    /// <summary>SHA-256 of the certificate it showed at first, or that a person accepted, upper-case hexadecimal; null: none yet.</summary>
    public string? CertificateSha256 { get; init; }

    /// <summary>The strongest scheme under which it accepted our account; null: none yet.</summary>
    public string? LoginScheme { get; init; }

    /// <summary>Another certificate that it showed last instead, waiting for a person; null: it did not.</summary>
    public string? OtherCertificateSha256 { get; init; }

    /// <summary>A weaker scheme that it offered last instead, waiting for a person; null: it did not.</summary>
    public string? WeakerLoginScheme { get; init; }
}
