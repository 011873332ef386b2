using System.CommandLine;
using CameraHealth.Hosting;
using CameraHealth.Storage.Backup;
using CameraHealth.Storage.Credentials;
using Npgsql;

namespace CameraHealth.Commands;

/// <summary><c>keys</c>: the worker's key, without which no stored password opens. A backup of the database does not hold it.</summary>
internal static class KeysCommand
{
    private const int ShortestPassphrase = 12;

    /// <summary>The command.</summary>
    public static Command Create() => new("keys", Text.Of("Keys")) { CreateExport(), CreateImport() };

    private static Command CreateExport()
    {
        var (file, secret, data) = (File(), new PassphraseOptions(), DataFolder.Option());
        var export = new Command("export", Text.Of("KeysExport")) { file, data };
        secret.AddTo(export);
        export.SetAction(async (parsed, cancellationToken) =>
        {
            var (path, passphrase) = (parsed.GetValue(file)!, secret.Read(parsed));
            if (passphrase.Length < ShortestPassphrase)
            {
                throw new UsageException(Text.Of("PassphraseShort", ShortestPassphrase));
            }

            await WriteAsync(path, Export(DatabaseHome.FolderOf(parsed.GetValue(data)), passphrase), cancellationToken);
            await Console.Out.WriteLineAsync(Text.Of("KeysExported", path));
            return ExitCode.Good;
        });
        return export;
    }

    private static Command CreateImport()
    {
        var (file, secret, data) = (File(), new PassphraseOptions(), DataFolder.Option());
        var import = new Command("import", Text.Of("KeysImport")) { file, data };
        secret.AddTo(import);
        import.SetAction(async (parsed, cancellationToken) =>
        {
            var path = parsed.GetValue(file)!;
            if (!System.IO.File.Exists(path))
            {
                throw new UsageException(Text.Of("FileMissing", path));
            }

            using var key = WorkerKey.TryOpen(await System.IO.File.ReadAllTextAsync(path, cancellationToken), secret.Read(parsed)) ?? throw new CannotRunException(Text.Of("KeysClosed", path));
            await using var home = await DatabaseHome.OpenMigratedAsync(parsed.GetValue(data), cancellationToken);
            await using var database = NpgsqlDataSource.Create(home.Options.App!);
            using (var own = WorkerKey.LoadOrCreate(home.DataFolder))
            {
                var (all, closed) = await DatabaseRestore.CountPasswordsAsync(database, own, cancellationToken);
                if (all > closed && own.KeyId != WorkerKey.IdOf(key))
                {
                    throw new CannotRunException(Text.Of("KeysInUse", all - closed));
                }
            }

            WorkerKey.Replace(home.DataFolder, key);
            using var imported = WorkerKey.LoadOrCreate(home.DataFolder);
            await WorkerKey.RegisterAsync(imported, database, Environment.MachineName, cancellationToken);
            var (passwords, left) = await DatabaseRestore.CountPasswordsAsync(database, imported, cancellationToken);
            await Console.Out.WriteLineAsync(Text.Of(left == 0 ? "PasswordsOpen" : "PasswordsClosed", passwords, left));
            return ExitCode.Good;
        });
        return import;
    }

    private static Argument<string> File() => new("FILE") { Description = Text.Of("KeysFile") };

    private static string Export(string folder, string passphrase)
    {
        try
        {
            return WorkerKey.Export(folder, passphrase);
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new CannotRunException(Text.Of("KeysNone", folder), exception);
        }
    }

    private static async Task WriteAsync(string path, string pem, CancellationToken cancellationToken)
    {
        try
        {
            await using var stream = new FileStream(
                path, new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write, UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite });
            await stream.WriteAsync(System.Text.Encoding.ASCII.GetBytes(pem + "\n"), cancellationToken);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException($"{Text.Of("BackupFileProblem")}\n{exception.Message}", exception);
        }
    }
}
