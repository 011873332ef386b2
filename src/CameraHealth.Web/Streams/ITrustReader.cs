using CameraHealth.Storage.Trust;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Streams;

/// <summary>What devices are held to over RTSP. Every method throws <see cref="FleetUnavailableException"/> when the database does not answer.</summary>
internal interface ITrustReader
{
    /// <summary>What is kept of a device, or of the recorder in front of a channel; null: nothing.</summary>
    Task<TrustRow?> FindAsync(string code, CancellationToken cancellationToken);

    /// <summary>Accepts what the device shows now; false: it shows nothing else than what is expected.</summary>
    Task<bool> AcceptAsync(string code, string person, string reason, CancellationToken cancellationToken);
}
