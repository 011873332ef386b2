using System.CommandLine;
using CameraHealth.Hosting;
using CameraHealth.Storage.Backup;
using CameraHealth.Storage.Credentials;
using Npgsql;

namespace CameraHealth.Commands;

/// <summary><c>db</c>: what concerns the database itself.</summary>
internal static class DatabaseCommand
{
    private const int Percent = 100;

    /// <summary>The command.</summary>
    public static Command Create() => new("db", Text.Of("Db")) { CreateMigrate(), CreateBackup(), CreateRestore() };

    private static Command CreateMigrate()
    {
        var data = DataFolder.Option();
        var migrate = new Command("migrate", Text.Of("DbMigrate")) { data };
        migrate.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(data),
            async (home, _) =>
            {
                var applied = await home.MigrateAsync(cancellationToken) ?? [];
                await Console.Out.WriteLineAsync(applied.Count == 0 ? Text.Of("NothingToMigrate") : Text.Of("Migrated", string.Join(", ", applied)));
            },
            cancellationToken));
        return migrate;
    }

    private static Command CreateBackup()
    {
        var file = new Argument<string>("FILE") { Description = Text.Of("BackupFile") };
        var data = DataFolder.Option();
        var backup = new Command("backup", Text.Of("DbBackup")) { file, data };
        backup.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(data),
            async (home, owner) =>
            {
                var (backup, path) = (new DatabaseBackup(owner, home.Options.BinFolder), parsed.GetValue(file)!);
                var tables = await backup.CountTablesAsync(cancellationToken);
                var bytes = await CommandProgress.RunAsync(Text.Of("BackupBar"), tables, progress => backup.WriteAsync(path, progress, cancellationToken));
                await Console.Out.WriteLineAsync(Text.Of("BackedUp", path, bytes));
            },
            cancellationToken));
        return backup;
    }

    private static Command CreateRestore()
    {
        var file = new Argument<string>("FILE") { Description = Text.Of("BackupFile") };
        var data = DataFolder.Option();
        var restore = new Command("restore", Text.Of("DbRestore")) { file, data };
        restore.SetAction((parsed, cancellationToken) => RunAsync(
            parsed.GetValue(data),
            async (home, owner) =>
            {
                var restore = new DatabaseRestore(owner, home.Options.BinFolder);
                using var key = WorkerKey.LoadOrCreate(home.DataFolder);
                var report = await CommandProgress.RunAsync(
                    Text.Of("RestoreBar"), Percent, progress => restore.ReadAsync(parsed.GetValue(file)!, key, progress, cancellationToken));
                await Console.Out.WriteLineAsync(Text.Of("Restored", report.Migrated.Count));
                await Console.Out.WriteLineAsync(Text.Of(report.Closed == 0 ? "PasswordsOpen" : "PasswordsClosed", report.Passwords, report.Closed));
            },
            cancellationToken));
        return restore;
    }

    private static async Task<int> RunAsync(string? data, Func<DatabaseHome, string, Task> work, CancellationToken cancellationToken)
    {
        await using var home = await DatabaseHome.OpenAsync(DatabaseHome.ReadConfiguration(), data, cancellationToken);
        try
        {
            await work(home, home.Options.Owner ?? throw new CannotRunException(Text.Of("DatabaseOwnerMissing")));
            return ExitCode.Good;
        }
        catch (BackupException exception)
        {
            throw new CannotRunException($"{TextOf(exception.Failure)}\n{exception.Message}", exception);
        }
        catch (NpgsqlException exception)
        {
            throw new CannotRunException(Text.Of("DatabaseAway", exception.Message), exception);
        }
    }

    private static string TextOf(BackupFailure failure) => Text.Of(failure switch
    {
        BackupFailure.Programs => "BackupPrograms",
        BackupFailure.File => "BackupFileProblem",
        BackupFailure.TooNew => "BackupTooNew",
        BackupFailure.NotEmpty => "BackupNotEmpty",
        _ => "BackupFailed",
    });
}
