using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;
using Npgsql;

namespace CameraHealth.Hosting;

/// <summary>The database a command works with: the configured server, or the private cluster of the data folder for as long as it is held.</summary>
internal sealed class DatabaseHome : IAsyncDisposable
{
    private readonly PrivateCluster? _cluster;

    private DatabaseHome(StorageOptions options, string dataFolder, PrivateCluster? cluster)
    {
        (Options, DataFolder, _cluster) = (options, dataFolder, cluster);
    }

    /// <summary>Connection strings.</summary>
    public StorageOptions Options { get; }

    /// <summary>Where the worker's key lies, and the private cluster.</summary>
    public string DataFolder { get; }

    /// <summary>Whether the server is the private one.</summary>
    public bool IsPrivate => _cluster is not null;

    /// <summary>Reads settings of every command: environment variables that begin with CAMERAHEALTH_.</summary>
    public static IConfiguration ReadConfiguration() => new ConfigurationBuilder().AddEnvironmentVariables("CAMERAHEALTH_").Build();

    /// <summary>Opens the configured server, or starts (or joins) the private cluster.</summary>
    /// <exception cref="CannotRunException">It cannot be started; the message says what to do.</exception>
    public static async Task<DatabaseHome> OpenAsync(IConfiguration configuration, string? dataFolder, CancellationToken cancellationToken)
    {
        var (options, folder) = Read(configuration, dataFolder);
        if (options.App is not null)
        {
            return new DatabaseHome(options, folder, null);
        }

        try
        {
            var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataFolder = folder, BinFolder = options.BinFolder }, TimeProvider.System, cancellationToken);
            return new DatabaseHome(cluster.ToStorageOptions(), folder, cluster);
        }
        catch (PrivateClusterException exception)
        {
            throw new CannotRunException(exception.Message, exception);
        }
    }

    /// <summary>Joins a database that is there already; null: there is none, and none is made.</summary>
    public static async Task<DatabaseHome?> TryJoinAsync(IConfiguration configuration, string? dataFolder, CancellationToken cancellationToken)
    {
        var (options, folder) = Read(configuration, dataFolder);
        var isThere = options.App is not null || File.Exists(Path.Combine(folder, "postgres", "postmaster.pid"));
        try
        {
            return isThere ? await OpenAsync(configuration, dataFolder, cancellationToken) : null;
        }
        catch (CannotRunException)
        {
            return null;
        }
    }

    /// <summary>Brings the database to this program's version.</summary>
    /// <returns>Names of the applied migrations; null: no owner's connection is configured, an administrator migrates.</returns>
    /// <exception cref="CannotRunException">The database is newer than this program, or away.</exception>
    public async Task<IReadOnlyList<string>?> MigrateAsync(CancellationToken cancellationToken)
    {
        if (Options.Owner is null)
        {
            return null;
        }

        try
        {
            return await DatabaseMigrator.MigrateAsync(Options.Owner, cancellationToken);
        }
        catch (DatabaseTooNewException exception)
        {
            throw new CannotRunException(exception.Message, exception);
        }
        catch (NpgsqlException exception)
        {
            throw new CannotRunException(Text.Of("DatabaseAway", exception.Message), exception);
        }
    }

    /// <inheritdoc/>
    public async ValueTask DisposeAsync()
    {
        if (_cluster is not null)
        {
            // Connections kept open would make a stop wait for them.
            NpgsqlConnection.ClearAllPools();
            await _cluster.DisposeAsync();
        }
    }

    private static (StorageOptions Options, string Folder) Read(IConfiguration configuration, string? dataFolder)
    {
        var options = configuration.GetSection(StorageOptions.SectionName).Get<StorageOptions>() ?? new StorageOptions();
        if (options.App is null && options.Owner is not null)
        {
            throw new UsageException(Text.Of("DatabaseAppMissing"));
        }

        return (options, Path.GetFullPath(dataFolder ?? options.DataFolder ?? DataFolders.Default()));
    }
}
