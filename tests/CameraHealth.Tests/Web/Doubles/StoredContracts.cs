using CameraHealth.Storage.Contracts;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Streams;

namespace CameraHealth.Tests.Web.Doubles;

/// <summary>Contracts in memory, changed by the test; away when the fleet's database is.</summary>
internal sealed class StoredContracts(StoredFleet fleet) : IContractReader
{
    public Dictionary<string, IReadOnlyList<ContractRow>> Rows { get; } = new(StringComparer.Ordinal);

    public Task<IReadOnlyList<ContractRow>?> FindAsync(string code, CancellationToken cancellationToken) => fleet.IsAway
        ? Task.FromException<IReadOnlyList<ContractRow>?>(new FleetUnavailableException(new TimeoutException()))
        : Task.FromResult<IReadOnlyList<ContractRow>?>(Rows.GetValueOrDefault(code) ?? []);
}
