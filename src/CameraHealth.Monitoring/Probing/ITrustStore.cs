using CameraHealth.Monitoring.Fleet;

namespace CameraHealth.Monitoring.Probing;

/// <summary>Keeps what devices prove of themselves. The seam to Postgres.</summary>
public interface ITrustStore
{
    /// <summary>Keeps what was met. What a person or another probe has put there meanwhile is not replaced: only a missing certificate, and a scheme by a stronger one.</summary>
    /// <returns>Whether it was kept; false: the store is away, and is to be told again.</returns>
    Task<bool> KeepAsync(MetTrust met, CancellationToken cancellationToken);
}

/// <summary>What was met of a device in one probe.</summary>
/// <param name="DeviceId">The device that was contacted.</param>
/// <param name="Host">Its address: under another one nothing of this holds.</param>
/// <param name="Trust">What it proved, and what it showed instead.</param>
/// <param name="CertificateValidUntil">End of the certificate that it showed now; null: it showed none.</param>
public sealed record MetTrust(long DeviceId, string Host, DeviceTrust Trust, DateTimeOffset? CertificateValidUntil);
