using CameraHealth.Authentication;
using CameraHealth.Hosting;
using CameraHealth.Storage.Logins;
using Npgsql;

namespace CameraHealth.Probing;

/// <summary>The login budget of a command: the database's when there is one, shared with the worker; else one attempt an account.</summary>
internal sealed class CommandLineGates : IAsyncDisposable
{
    private readonly Dictionary<(string Host, string Account), ILoginGate> _single = [];
    private readonly DatabaseHome? _home;
    private readonly NpgsqlDataSource? _database;
    private readonly LoginBudget? _budget;

    private CommandLineGates(DatabaseHome? home)
    {
        _home = home;
        _database = home is null ? null : NpgsqlDataSource.Create(home.Options.App!);
        _budget = _database is null ? null : new LoginBudget(_database, TimeProvider.System);
    }

    /// <summary>Whether attempts are shared with the worker.</summary>
    public bool HasDatabase => _budget is not null;

    /// <summary>Joins the database if one is there; without an account none is looked for.</summary>
    public static async Task<CommandLineGates> OpenAsync(string? dataFolder, bool hasCredential, CancellationToken cancellationToken) => new(
        hasCredential ? await DatabaseHome.TryJoinAsync(DatabaseHome.ReadConfiguration(), dataFolder, cancellationToken) : null);

    /// <summary>The gate of an account on a host.</summary>
    public ILoginGate GateFor(string host, string account)
    {
        if (_budget is not null)
        {
            return _budget.GateFor(host, account);
        }

        var key = (host.ToLowerInvariant(), account);
        if (!_single.TryGetValue(key, out var gate))
        {
            _single[key] = gate = new SingleAttemptGate();
        }

        return gate;
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _database.DisposeAsync();
        }

        if (_home is not null)
        {
            await _home.DisposeAsync();
        }
    }
}
