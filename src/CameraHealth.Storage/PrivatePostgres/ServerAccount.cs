namespace CameraHealth.Storage.PrivatePostgres;

/// <summary>The operating system's user that the server runs as: PostgreSQL refuses root, so root runs it through <c>postgres</c>.</summary>
/// <param name="IsRoot">Whether this process is root.</param>
/// <param name="CurrentUser">Name of the user of this process.</param>
internal sealed record ServerAccount(bool IsRoot, string CurrentUser)
{
    private const string PostgresUser = "postgres";

    /// <summary>Users that may connect over the socket.</summary>
    public IEnumerable<string> Peers => new[] { "root", PostgresUser, CurrentUser }.Distinct(StringComparer.Ordinal);

    /// <exception cref="PrivateClusterException">The user has no name (initdb would fail), or root has no postgres user to run through.</exception>
    public static async Task<ServerAccount> DetermineAsync(CancellationToken cancellationToken)
    {
        if (await OsCommand.TryRunAsync("id", ["-un"], cancellationToken) is not { ExitCode: 0 } name)
        {
            throw new PrivateClusterException(
                PrivateClusterFailure.NoAccount,
                "The user id that runs this program has no entry in /etc/passwd, and PostgreSQL cannot run under a nameless user. "
                + "Add one (useradd), run as another user, or name a server in Database:Owner and Database:App.");
        }

        var isRoot = Environment.IsPrivilegedProcess;
        if (isRoot && await OsCommand.TryRunAsync("id", ["-u", PostgresUser], cancellationToken) is not { ExitCode: 0 })
        {
            throw new PrivateClusterException(
                PrivateClusterFailure.NoAccount, "PostgreSQL does not run as root, and there is no user 'postgres' to run it. " + ServerPrograms.InstallHint);
        }

        return new ServerAccount(isRoot, name.Output.Trim());
    }

    /// <summary>Runs a program as the server's user.</summary>
    public async Task<OsCommandResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        string[] asPostgres = [$"--reuid={PostgresUser}", $"--regid={PostgresUser}", "--init-groups", program];
        var result = IsRoot
            ? await OsCommand.TryRunAsync("setpriv", asPostgres.Concat(arguments), cancellationToken)
            : await OsCommand.TryRunAsync(program, arguments, cancellationToken);
        return result ?? throw new PrivateClusterException(PrivateClusterFailure.ServerFailed, $"'{(IsRoot ? "setpriv" : program)}' cannot be run.");
    }

    /// <summary>Makes a folder that only the server's user (and root) enters; one that is there already must be exactly that.</summary>
    public async Task CreateFolderAsync(string folder, CancellationToken cancellationToken)
    {
        // In /tmp somebody else may have made it first: then it is not ours, and install(1) would follow a link.
        var exists = new DirectoryInfo(folder) is { Exists: true } or { LinkTarget: not null };
        if (!exists)
        {
            string[] arguments = IsRoot ? ["-d", "-o", PostgresUser, "-g", PostgresUser, "-m", "0700", folder] : ["-d", "-m", "0700", folder];
            await OsCommand.TryRunAsync("install", arguments, cancellationToken);
        }

        var owner = await OsCommand.TryRunAsync("stat", ["-c", "%U %a %F", folder], cancellationToken);
        var expected = $"{(IsRoot ? PostgresUser : CurrentUser)} 700 directory";
        if (!string.Equals(owner?.Output.Trim(), expected, StringComparison.Ordinal))
        {
            throw new PrivateClusterException(
                PrivateClusterFailure.Folder, $"The folder '{folder}' must be '{expected}', but is '{owner?.Output.Trim()}'. Remove it or choose another data folder.");
        }

        if (await RunAsync("test", ["-x", folder], cancellationToken) is not { ExitCode: 0 })
        {
            throw new PrivateClusterException(
                PrivateClusterFailure.Folder, $"The server's user cannot enter '{folder}': a folder above it is closed to others. Choose another data folder, e.g. below /var/lib.");
        }
    }
}
