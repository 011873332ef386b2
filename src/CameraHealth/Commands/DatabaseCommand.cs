using System.CommandLine;
using CameraHealth.Hosting;

namespace CameraHealth.Commands;

/// <summary><c>db</c>: what concerns the database itself.</summary>
internal static class DatabaseCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = DataFolder.Option();
        var migrate = new Command("migrate", Text.Of("DbMigrate")) { data };
        migrate.SetAction(async (parsed, cancellationToken) =>
        {
            await using var home = await DatabaseHome.OpenAsync(DatabaseHome.ReadConfiguration(), parsed.GetValue(data), cancellationToken);
            var applied = await home.MigrateAsync(cancellationToken) ?? throw new CannotRunException(Text.Of("DatabaseOwnerMissing"));
            await Console.Out.WriteLineAsync(applied.Count == 0 ? Text.Of("NothingToMigrate") : Text.Of("Migrated", string.Join(", ", applied)));
            return ExitCode.Good;
        });
        return new Command("db", Text.Of("Db")) { migrate };
    }
}
