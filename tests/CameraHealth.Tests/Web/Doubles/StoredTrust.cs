using System.Collections.Concurrent;
using CameraHealth.Storage.Trust;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Streams;

namespace CameraHealth.Tests.Web.Doubles;

/// <summary>Trust in memory, changed by the test; away when the fleet's database is.</summary>
internal sealed class StoredTrust(StoredFleet fleet) : ITrustReader
{
    public Dictionary<string, TrustRow> Rows { get; } = new(StringComparer.Ordinal);

    public ConcurrentQueue<(string Code, string Person, string Reason)> Accepted { get; } = new();

    public Task<TrustRow?> FindAsync(string code, CancellationToken cancellationToken) => Ask(() => Rows.GetValueOrDefault(code));

    public Task<bool> AcceptAsync(string code, string person, string reason, CancellationToken cancellationToken) => Ask(() =>
    {
        Accepted.Enqueue((code, person, reason));
        return true;
    });

    private Task<T> Ask<T>(Func<T> answer) => fleet.IsAway ? Task.FromException<T>(new FleetUnavailableException(new TimeoutException())) : Task.FromResult(answer());
}
