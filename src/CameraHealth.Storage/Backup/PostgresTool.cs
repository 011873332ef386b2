using System.Diagnostics;
using CameraHealth.Storage.PrivatePostgres;
using Npgsql;

namespace CameraHealth.Storage.Backup;

/// <summary>Runs pg_dump and pg_restore on a database. The password goes through the environment, never through an argument.</summary>
internal sealed class PostgresTool(ServerPrograms programs, string connection)
{
    private const int LinesKept = 5;

    /// <summary>Name of the database.</summary>
    public string Database => new NpgsqlConnectionStringBuilder(connection).Database!;

    /// <summary>The programs of a server's major version.</summary>
    /// <exception cref="BackupException">They are not installed.</exception>
    public static async Task<PostgresTool> FindAsync(string connection, string? binFolder, int major, CancellationToken cancellationToken)
    {
        try
        {
            var programs = await ServerPrograms.FindAsync(binFolder, major, cancellationToken);
            return File.Exists(programs.PathOf("pg_dump")) && File.Exists(programs.PathOf("pg_restore"))
                ? new PostgresTool(programs, connection)
                : throw new BackupException(BackupFailure.Programs, $"pg_dump and pg_restore are not in {programs.Folder}; on Debian: apt-get install postgresql-client-{major}");
        }
        catch (PrivateClusterException exception)
        {
            throw new BackupException(BackupFailure.Programs, exception.Message);
        }
    }

    /// <summary>Runs one of them to its end.</summary>
    /// <param name="program">Its name.</param>
    /// <param name="arguments">Its arguments.</param>
    /// <param name="onLine">Told each line that it says about its progress; null: nobody wants it.</param>
    /// <param name="cancellationToken">Ends the program.</param>
    /// <returns>What it wrote.</returns>
    /// <exception cref="BackupException">It ended with an error.</exception>
    public async Task<string> RunAsync(string program, IEnumerable<string> arguments, Action<string>? onLine, CancellationToken cancellationToken)
    {
        var start = new ProcessStartInfo(programs.PathOf(program), arguments)
        {
            UseShellExecute = false, RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = "/",
        };
        Environ(start);
        using var process = Process.Start(start)!;
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
            var last = new Queue<string>();
            while (await process.StandardError.ReadLineAsync(cancellationToken) is { } line)
            {
                onLine?.Invoke(line);
                last.Enqueue(line);
                if (last.Count > LinesKept)
                {
                    last.Dequeue();
                }
            }

            await process.WaitForExitAsync(cancellationToken);
            return process.ExitCode == 0 ? await output : throw new BackupException(BackupFailure.Failed, $"{program} ended with {process.ExitCode}: {string.Join(' ', last)}");
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            throw;
        }
    }

    private void Environ(ProcessStartInfo start)
    {
        var to = new NpgsqlConnectionStringBuilder(connection);
        start.Environment["LC_ALL"] = "C";
        start.Environment["PGHOST"] = to.Host;
        start.Environment["PGPORT"] = to.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = to.Username;
        start.Environment["PGDATABASE"] = to.Database;
        start.Environment["PGAPPNAME"] = "camerahealth";
        if (to.Password is { Length: > 0 } password)
        {
            start.Environment["PGPASSWORD"] = password;
        }
    }
}
