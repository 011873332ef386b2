using CameraHealth.Storage;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.PrivatePostgres;
using CameraHealth.Worker;
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

    /// <summary>The private cluster; null: the server is a configured one.</summary>
    public PrivateCluster? Cluster => _cluster;

    /// <summary>The data folder a command works with.</summary>
    /// <exception cref="UsageException">The settings of the database are wrong.</exception>
    public static string FolderOf(string? dataFolder) => Read(ReadConfiguration(), dataFolder).Folder;

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
            throw new CannotRunException($"{TextOf(exception.Failure)}\n{exception.Message}", exception);
        }
    }

    /// <summary>Opens it and brings it to this program's version, where that is ours to do.</summary>
    /// <exception cref="CannotRunException">It cannot be started, is away, or newer than this program.</exception>
    public static async Task<DatabaseHome> OpenMigratedAsync(string? dataFolder, CancellationToken cancellationToken)
    {
        var home = await OpenAsync(ReadConfiguration(), dataFolder, cancellationToken);
        try
        {
            await home.MigrateAsync(cancellationToken);
            return home;
        }
        catch
        {
            await home.DisposeAsync();
            throw;
        }
    }

    /// <summary>Makes the key of this machine's worker known, which may not have run yet: passwords are sealed to it. A configured server has workers elsewhere.</summary>
    public async Task RegisterKeyAsync(NpgsqlDataSource database, CancellationToken cancellationToken)
    {
        if (IsPrivate)
        {
            using var key = WorkerKey.LoadOrCreate(DataFolder);
            await WorkerKey.RegisterAsync(key, database, Environment.MachineName, cancellationToken);
        }
    }

    /// <summary>Joins a database that is there already, running or not; null: there is none, and none is made.</summary>
    /// <exception cref="CannotRunException">There is one, and it cannot be used: what it would have counted must not be done uncounted.</exception>
    public static async Task<DatabaseHome?> TryJoinAsync(IConfiguration configuration, string? dataFolder, CancellationToken cancellationToken)
    {
        var (options, folder) = Read(configuration, dataFolder);
        return options.App is not null || PrivateCluster.IsMade(folder) ? await OpenAsync(configuration, dataFolder, cancellationToken) : null;
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
            throw new CannotRunException($"{Text.Of("DatabaseTooNew")}\n{exception.Message}", exception);
        }
        catch (NpgsqlException exception)
        {
            throw new CannotRunException(Text.Of("DatabaseAway", exception.Message), exception);
        }
    }

    /// <summary>The same, and says on standard output what was applied.</summary>
    /// <exception cref="CannotRunException">The database is newer than this program, or away.</exception>
    public async Task MigrateAndTellAsync(CancellationToken cancellationToken)
    {
        if (await MigrateAsync(cancellationToken) is { Count: > 0 } applied)
        {
            await Console.Out.WriteLineAsync(Text.Of("Migrated", string.Join(", ", applied)));
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

    /// <summary>What is wrong with the settings of the database; empty: nothing.</summary>
    public static IReadOnlyList<string> Check(IConfiguration configuration)
    {
        var reader = new OptionsReader(configuration);
        var options = reader.Read<StorageOptions>(StorageOptions.SectionName);
        List<string> errors =
        [
            .. reader.Errors.Select(Text.Of),
            .. ConnectionErrors(nameof(options.Owner), options.Owner),
            .. ConnectionErrors(nameof(options.App), options.App),
        ];
        if (options.App is null && options.Owner is not null)
        {
            errors.Add(Text.Of("DatabaseAppMissing"));
        }

        return errors;
    }

    private static (StorageOptions Options, string Folder) Read(IConfiguration configuration, string? dataFolder)
    {
        if (Check(configuration) is { Count: > 0 } errors)
        {
            throw new UsageException(string.Join(Environment.NewLine, errors));
        }

        var options = configuration.GetSection(StorageOptions.SectionName).Get<StorageOptions>() ?? new StorageOptions();
        return (options, Path.GetFullPath(dataFolder ?? options.DataFolder ?? DataFolders.Default()));
    }

    private static string TextOf(PrivateClusterFailure failure) => Text.Of(failure switch
    {
        PrivateClusterFailure.ServerNotInstalled => "PrivateClusterServerNotInstalled",
        PrivateClusterFailure.OtherVersion => "PrivateClusterOtherVersion",
        PrivateClusterFailure.NoAccount => "PrivateClusterNoAccount",
        PrivateClusterFailure.Folder => "PrivateClusterFolder",
        _ => "PrivateClusterServerFailed",
    });

    // The text of a connection string is not repeated: it may hold a password.
    private static IEnumerable<string> ConnectionErrors(string name, string? connection)
    {
        try
        {
            _ = connection is null ? null : new NpgsqlConnectionStringBuilder(connection);
            return [];
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException)
        {
            return [Text.Of("ConnectionUnreadable", $"{StorageOptions.SectionName}:{name}")];
        }
    }
}
