using CameraHealth.Storage.Contracts;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Streams;

/// <summary>Contracts of streams. Throws <see cref="FleetUnavailableException"/> when the database does not answer.</summary>
internal interface IContractReader
{
    /// <summary>Every version of a device's contracts, those that stand first; null: no such code.</summary>
    Task<IReadOnlyList<ContractRow>?> FindAsync(string code, CancellationToken cancellationToken);
}
