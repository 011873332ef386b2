using System.Globalization;
using Npgsql;

namespace CameraHealth.Storage.PrivatePostgres;

/// <summary>Makes, starts and stops the server of one folder. Call with the folder's start lock held.</summary>
internal sealed class ClusterServer(ClusterFolder folder, ServerAccount account, ServerPrograms programs, TimeSpan startTimeout, TimeProvider time)
{
    private const int StartAttempts = 5;
    private static readonly TimeSpan StartPause = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan ConnectPoll = TimeSpan.FromMilliseconds(100);

    public string SocketFolder { get; } = folder.SocketFolder(account.IsRoot);

    /// <summary>True: it ran already.</summary>
    public async Task<bool> EnsureRunningAsync(CancellationToken cancellationToken)
    {
        // A crash of the starter leaves the server running; starting it again would fail, so it is asked first.
        if (await IsRunningAsync(cancellationToken))
        {
            if (await ConnectsAsync(cancellationToken))
            {
                return true;
            }

            // Alive, but its socket is gone (somebody cleaned /tmp): only a restart makes a new one.
            await StopAsync();
        }

        if (folder.Major is null)
        {
            await InitialiseAsync(cancellationToken);
        }

        ForgetForeignProcess();
        await account.CreateFolderAsync(SocketFolder, cancellationToken);
        ServerSettings.Write(folder.PgData, SocketFolder, account.Peers);
        await StartAsync(cancellationToken);
        return false;
    }

    /// <summary>Stops the server: connections are ended, what was committed stays.</summary>
    public async Task StopAsync() =>
        await account.RunAsync(programs.PathOf("pg_ctl"), ["-D", folder.PgData, "-m", "fast", "-w", "-t", "60", "-s", "stop"], CancellationToken.None);

    // A crashed server's children, or a start that a killed program left under way, stand in the way for a moment only.
    private async Task StartAsync(CancellationToken cancellationToken)
    {
        var seconds = Math.Ceiling(startTimeout.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        for (var attempt = 1; ; attempt++)
        {
            var started = await account.RunAsync(programs.PathOf("pg_ctl"), ["-D", folder.PgData, "-l", folder.Log, "-w", "-t", seconds, "-s", "start"], cancellationToken);
            if ((started.ExitCode == 0 || await IsRunningAsync(cancellationToken)) && await ConnectsAsync(cancellationToken))
            {
                return;
            }

            if (attempt == StartAttempts)
            {
                throw new PrivateClusterException(
                    PrivateClusterFailure.ServerFailed, $"The private PostgreSQL server did not start. {started.Error.Trim()} Its last words ({folder.Log}):\n{LastWords()}");
            }

            await Task.Delay(StartPause, time, cancellationToken);
        }
    }

    private async Task InitialiseAsync(CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-D", folder.PgData, "-U", DatabaseRoles.Superuser, "-E", "UTF8", "-A", "peer", "--no-instructions",
            "--locale-provider=icu", "--icu-locale=vi-VN", "--locale=C.UTF-8",
        ];
        var made = await account.RunAsync(programs.PathOf("initdb"), arguments, cancellationToken);
        if (made.ExitCode != 0)
        {
            throw new PrivateClusterException(PrivateClusterFailure.ServerFailed, $"initdb failed: {made.Error.Trim()}");
        }
    }

    // PostgreSQL does not start while the process of its last run is alive, and does not ask whose process that is by now: after a power cut or in a new
    // container it may be anybody's. A dead one it forgets by itself, and looks for what it left in shared memory; that is left to it.
    private void ForgetForeignProcess()
    {
        if (File.Exists(folder.PidFile) && Directory.Exists($"/proc/{File.ReadLines(folder.PidFile).FirstOrDefault()?.Trim()}"))
        {
            File.Delete(folder.PidFile);
        }
    }

    /// <summary>Whether the server's process is there.</summary>
    // The process id in postmaster.pid may be another process's by now (a container that started again counts from 1).
    public async Task<bool> IsRunningAsync(CancellationToken cancellationToken)
    {
        try
        {
            var pid = (await File.ReadAllLinesAsync(folder.PidFile, cancellationToken))[0].Trim();
            var commandLine = await File.ReadAllTextAsync($"/proc/{pid}/cmdline", cancellationToken);
            return commandLine.Split('\0').Contains(folder.PgData, StringComparer.Ordinal);
        }
        catch (Exception error) when (error is IOException or IndexOutOfRangeException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    private async Task<bool> ConnectsAsync(CancellationToken cancellationToken)
    {
        var connection = $"Host={SocketFolder};Username={DatabaseRoles.Superuser};Database=postgres;Pooling=false;SSL Mode=Disable;Timeout=5";
        var giveUpAt = time.GetTimestamp() + (long)(startTimeout.TotalSeconds * time.TimestampFrequency);
        while (true)
        {
            try
            {
                await using var source = NpgsqlDataSource.Create(connection);
                await using var command = source.CreateCommand("select 1");
                await command.ExecuteScalarAsync(cancellationToken);
                return true;
            }
            catch (PostgresException error) when (error.SqlState is PostgresErrorCodes.CannotConnectNow && time.GetTimestamp() < giveUpAt)
            {
                // Recovery after a crash is under way.
                await Task.Delay(ConnectPoll, time, cancellationToken);
            }
            catch (NpgsqlException)
            {
                return false;
            }
        }
    }

    private string LastWords() =>
        File.Exists(folder.Log) ? string.Join('\n', File.ReadLines(folder.Log).TakeLast(10)) : "(no log)";
}
