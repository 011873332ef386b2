using CameraHealth.Storage.Contracts;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Streams;

/// <summary>The storage's contracts; whatever the driver throws means that the database does not answer.</summary>
internal sealed class StoredContractReader(ContractStore store) : IContractReader
{
    public Task<IReadOnlyList<ContractRow>?> FindAsync(string code, CancellationToken cancellationToken) => DatabaseAnswer.AskAsync(() => store.FindAsync(code, cancellationToken));
}
