using Npgsql;

namespace CameraHealth.Storage.PrivatePostgres;

/// <summary>
/// A Postgres of our own in the data folder: on a socket only, without passwords, started by the first user of the folder, stopped by the last,
/// adopted when it outlived a crash.
/// </summary>
public sealed class PrivateCluster : IAsyncDisposable
{
    /// <summary>The program's database.</summary>
    public const string DatabaseName = "camerahealth";

    private readonly ClusterFolder _folder;
    private readonly ClusterServer _server;
    private readonly FileStream _use;
    private readonly TimeProvider _time;
    private bool _isDisposed;

    private PrivateCluster(ClusterFolder folder, ClusterServer server, FileStream use, bool wasRunning, TimeProvider time)
    {
        (_folder, _server, _use, _time) = (folder, server, use, time);
        WasRunning = wasRunning;
    }

    /// <summary>The server ran before: another user of the folder started it, or it outlived a crash.</summary>
    public bool WasRunning { get; }

    /// <summary>Folder of the socket: the host part of connection strings.</summary>
    public string SocketFolder => _server.SocketFolder;

    /// <summary>Whether a cluster was made in this data folder, running or not. Needs the right to look into it.</summary>
    public static bool IsMade(string dataFolder) => new ClusterFolder(Path.GetFullPath(dataFolder)).Major is not null;

    /// <summary>Starts or adopts the cluster, makes it if need be, and holds it until disposed. Not migrated: see <see cref="DatabaseMigrator"/>.</summary>
    /// <exception cref="PrivateClusterException">It cannot run; the message says what to do.</exception>
    public static async Task<PrivateCluster> StartAsync(PrivateClusterOptions options, TimeProvider time, CancellationToken cancellationToken)
    {
        var account = await ServerAccount.DetermineAsync(cancellationToken);
        var folder = new ClusterFolder(Path.GetFullPath(options.DataFolder));
        CreateFolder(folder, options, account);
        await account.CreateFolderAsync(folder.Server, cancellationToken);
        await using var starting = await folder.LockStartAsync(time, cancellationToken);
        var use = folder.HoldAsUser();
        try
        {
            var programs = await ServerPrograms.FindAsync(options.BinFolder, folder.Major, cancellationToken);
            var server = new ClusterServer(folder, account, programs, options.StartTimeout, time);
            var wasRunning = await server.EnsureRunningAsync(cancellationToken);
            var cluster = new PrivateCluster(folder, server, use, wasRunning, time);
            await ClusterSetup.EnsureAsync(cluster, cancellationToken);
            return cluster;
        }
        catch
        {
            await use.DisposeAsync();
            throw;
        }
    }

    /// <summary>Starts the server again when its process is gone (a crash, the kernel's out-of-memory killer).</summary>
    /// <returns>True: it was gone and runs again.</returns>
    /// <exception cref="PrivateClusterException">It does not start; it may at the next try, when the children of the crashed one have ended.</exception>
    public async Task<bool> EnsureRunningAsync(CancellationToken cancellationToken)
    {
        if (await _server.IsRunningAsync(cancellationToken))
        {
            return false;
        }

        await using var starting = await _folder.LockStartAsync(_time, cancellationToken);
        return !await _server.EnsureRunningAsync(cancellationToken);
    }

    /// <summary>Connection string over the socket.</summary>
    public string ConnectionString(string role, string database) => new NpgsqlConnectionStringBuilder
    {
        Host = SocketFolder,
        Username = role,
        Database = database,
        SslMode = SslMode.Disable,
        GssEncryptionMode = GssEncryptionMode.Disable,
        ApplicationName = "camerahealth",
        IncludeErrorDetail = false,
    }.ConnectionString;

    /// <summary>Options that name this cluster's roles and database.</summary>
    public StorageOptions ToStorageOptions() => new()
    {
        Owner = ConnectionString(DatabaseRoles.Owner, DatabaseName),
        App = ConnectionString(DatabaseRoles.App, DatabaseName),
    };

    /// <summary>Lets go of the cluster; the last user stops it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isDisposed)
        {
            return;
        }

        _isDisposed = true;
        await using var stopping = await _folder.LockStartAsync(_time, CancellationToken.None);
        await _use.DisposeAsync();
        if (_folder.IsUnused())
        {
            await _server.StopAsync();
        }
    }

    private static void CreateFolder(ClusterFolder folder, PrivateClusterOptions options, ServerAccount account)
    {
        try
        {
            folder.Create(account.IsRoot);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PrivateClusterException(PrivateClusterFailure.Folder, $"The data folder '{options.DataFolder}' cannot be used: {error.Message}", error);
        }
    }
}
