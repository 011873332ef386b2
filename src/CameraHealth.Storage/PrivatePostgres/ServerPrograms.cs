using System.Globalization;

namespace CameraHealth.Storage.PrivatePostgres;

/// <summary>One installation of the server programs.</summary>
/// <param name="Folder">Holds initdb, pg_ctl and postgres.</param>
/// <param name="Major">Major version.</param>
internal sealed record ServerPrograms(string Folder, int Major)
{
    public const string InstallHint =
        "No PostgreSQL server programs (initdb, pg_ctl, postgres) were found. On Debian or Ubuntu install them with "
        + "'apt-get install postgresql-15'. To keep Debian from making and starting a cluster of its own, first install postgresql-common and put "
        + "'create_main_cluster = false' into /etc/postgresql-common/createcluster.conf. Elsewhere name their folder in Database:BinFolder, "
        + "or name a server in Database:Owner and Database:App.";

    public string PathOf(string program) => Path.Combine(Folder, program);

    /// <summary>The installation to use: the configured one, else the first found that fits the cluster's version, else the first found.</summary>
    /// <param name="configured">Configured folder; null: search.</param>
    /// <param name="clusterMajor">Major version that made the cluster; null: there is none yet.</param>
    /// <param name="cancellationToken">Ends the search.</param>
    /// <exception cref="PrivateClusterException">None found, or only of another version.</exception>
    public static async Task<ServerPrograms> FindAsync(string? configured, int? clusterMajor, CancellationToken cancellationToken)
    {
        var found = new List<ServerPrograms>();
        foreach (var folder in configured is null ? await CandidatesAsync(cancellationToken) : [configured])
        {
            if (await IdentifyAsync(folder, cancellationToken) is { } programs)
            {
                found.Add(programs);
            }
        }

        if (found.Count == 0)
        {
            throw new PrivateClusterException(
                PrivateClusterFailure.ServerNotInstalled,
                configured is null ? InstallHint : $"There are no PostgreSQL server programs in '{configured}', which Database:BinFolder names. {InstallHint}");
        }

        return found.Find(programs => clusterMajor is null || programs.Major == clusterMajor) ?? throw new PrivateClusterException(
            PrivateClusterFailure.OtherVersion,
            string.Create(CultureInfo.InvariantCulture, $"The private cluster was made by PostgreSQL {clusterMajor}, but only {string.Join(", ", found.Select(programs => programs.Major).Distinct())} is installed. Install postgresql-{clusterMajor} beside it, or dump and restore into a new data folder."));
    }

    private static async Task<IReadOnlyList<string>> CandidatesAsync(CancellationToken cancellationToken)
    {
        var folders = new List<string>();
        if (await OsCommand.TryRunAsync("pg_config", ["--bindir"], cancellationToken) is { ExitCode: 0 } config)
        {
            folders.Add(config.Output.Trim());
        }

        const string Debian = "/usr/lib/postgresql";
        if (Directory.Exists(Debian))
        {
            folders.AddRange(Directory.GetDirectories(Debian)
                .OrderByDescending(folder => int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var major) ? major : 0)
                .Select(folder => Path.Combine(folder, "bin")));
        }

        folders.AddRange((Environment.GetEnvironmentVariable("PATH") ?? "").Split(':', StringSplitOptions.RemoveEmptyEntries));
        return [.. folders.Distinct(StringComparer.Ordinal).Where(folder => File.Exists(Path.Combine(folder, "initdb")))];
    }

    private static async Task<ServerPrograms?> IdentifyAsync(string folder, CancellationToken cancellationToken)
    {
        if (!File.Exists(Path.Combine(folder, "initdb")) || !File.Exists(Path.Combine(folder, "pg_ctl")))
        {
            return null;
        }

        // "postgres (PostgreSQL) 15.18 (Debian 15.18-0+deb12u1)"
        var answer = await OsCommand.TryRunAsync(Path.Combine(folder, "postgres"), ["--version"], cancellationToken);
        var version = answer is { ExitCode: 0 } ? answer.Output.Split(' ').ElementAtOrDefault(2) : null;
        return int.TryParse(version?.Split('.')[0].Trim(), CultureInfo.InvariantCulture, out var major) ? new ServerPrograms(folder, major) : null;
    }
}
