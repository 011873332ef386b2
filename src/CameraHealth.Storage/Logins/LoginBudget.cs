using System.Collections.Concurrent;
using CameraHealth.Authentication;
using CameraHealth.Monitoring.Probing;
using Npgsql;

namespace CameraHealth.Storage.Logins;

/// <summary>The budget over Postgres, shared by every process.</summary>
public sealed class LoginBudget(NpgsqlDataSource database, TimeProvider time) : ILoginBudget
{
    private readonly ConcurrentDictionary<(string Host, string Account), ILoginGate> _gates = [];

    /// <inheritdoc/>
    public ILoginGate GateFor(string host, string account) =>
        _gates.GetOrAdd((host.ToLowerInvariant(), account), key => new LoginGate(new LoginTable(database, key.Host, key.Account), time));

    /// <summary>A person lets attempts go on after a stop or a hold.</summary>
    public Task ReleaseAsync(string host, string account, CancellationToken cancellationToken) =>
        new LoginTable(database, host.ToLowerInvariant(), account).ResetAsync(cancellationToken);
}
