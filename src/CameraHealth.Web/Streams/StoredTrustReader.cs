using CameraHealth.Storage.Trust;
using CameraHealth.Web.Fleet;

namespace CameraHealth.Web.Streams;

/// <summary>The storage's trust; whatever the driver throws means that the database does not answer.</summary>
internal sealed class StoredTrustReader(TrustStore store) : ITrustReader
{
    public Task<TrustRow?> FindAsync(string code, CancellationToken cancellationToken) => DatabaseAnswer.AskAsync(() => store.FindAsync(code, cancellationToken));

    public Task<bool> AcceptAsync(string code, string person, string reason, CancellationToken cancellationToken) =>
        DatabaseAnswer.AskAsync(() => store.AcceptAsync(code, person, reason, cancellationToken));
}
