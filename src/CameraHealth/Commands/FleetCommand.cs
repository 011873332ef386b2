using System.CommandLine;
using CameraHealth.Hosting;
using CameraHealth.Storage.Fleet;
using Npgsql;

namespace CameraHealth.Commands;

/// <summary><c>fleet import|export</c>: the register as a file.</summary>
internal static class FleetCommand
{
    /// <summary>The command.</summary>
    public static Command Create() => new("fleet", Text.Of("Fleet")) { CreateImport(), CreateExport() };

    private static Command CreateImport()
    {
        var file = new Argument<FileInfo>("FILE") { Description = Text.Of("FleetImportFile") };
        var dryRun = new Option<bool>("--dry-run") { Description = Text.Of("FleetDryRun") };
        var data = DataFolder.Option();
        var command = new Command("import", Text.Of("FleetImport")) { file, dryRun, data };
        command.SetAction((parsed, cancellationToken) => ImportAsync(parsed.GetValue(file)!, parsed.GetValue(dryRun), parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static Command CreateExport()
    {
        var file = new Argument<FileInfo>("FILE") { Description = Text.Of("FleetExportFile") };
        var data = DataFolder.Option();
        var command = new Command("export", Text.Of("FleetExport")) { file, data };
        command.SetAction((parsed, cancellationToken) => ExportAsync(parsed.GetValue(file)!, parsed.GetValue(data), cancellationToken));
        return command;
    }

    private static async Task<int> ImportAsync(FileInfo file, bool dryRun, string? dataFolder, CancellationToken cancellationToken)
    {
        var read = await ReadAsync(file, cancellationToken);
        if (read is { Count: 0, Errors.Count: > 0 })
        {
            // Nothing in it to compare with the register: no database is needed to say so.
            return await RefuseAsync(file, read.Errors);
        }

        await using var home = await DatabaseHome.OpenMigratedAsync(dataFolder, cancellationToken);
        await using var database = NpgsqlDataSource.Create(home.Options.App!);
        await home.RegisterKeyAsync(database, cancellationToken);
        var result = await CommandProgress.RunAsync(Text.Of("Importing"), read.Count, progress => new FleetImport(database).ApplyAsync(read, dryRun, progress, cancellationToken));
        foreach (var note in result.Notes)
        {
            await Console.Error.WriteLineAsync(Text.Of("Warning", Text.Of(note)));
        }

        if (result.Errors.Count > 0)
        {
            return await RefuseAsync(file, result.Errors);
        }

        await Console.Out.WriteLineAsync(Text.Of(dryRun ? "ImportChecked" : "Imported", file.Name, result.Created, result.Changed, result.Unchanged));
        return ExitCode.Good;
    }

    private static async Task<int> RefuseAsync(FileInfo file, IReadOnlyList<FleetFileError> errors)
    {
        foreach (var error in errors)
        {
            await Console.Error.WriteLineAsync(error.Sheet is { } sheet
                ? Text.Of("ImportErrorInSheet", sheet, error.Line, error.Column, Text.Of(error.Message))
                : Text.Of("ImportErrorAt", error.Line, error.Column, Text.Of(error.Message)));
        }

        await Console.Error.WriteLineAsync(Text.Of("ImportRefused", file.Name, errors.Count));
        return ExitCode.Finding;
    }

    private static async Task<int> ExportAsync(FileInfo file, string? dataFolder, CancellationToken cancellationToken)
    {
        if (file.Exists)
        {
            throw new UsageException(Text.Of("FileExists", file.FullName));
        }

        await using var home = await DatabaseHome.OpenMigratedAsync(dataFolder, cancellationToken);
        await using var database = NpgsqlDataSource.Create(home.Options.App!);
        try
        {
            await using var stream = new FileStream(file.FullName, FileMode.CreateNew, FileAccess.Write);
            var written = await new FleetExport(database).WriteAsync(stream, FormatOf(file), cancellationToken);
            await Console.Out.WriteLineAsync(Text.Of("Exported", written, file.FullName));
            return ExitCode.Good;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new CannotRunException(Text.Of("CannotWrite", file.FullName, exception.Message), exception);
        }
    }

    private static FleetFormat FormatOf(FileInfo file) => string.Equals(file.Extension, ".xlsx", StringComparison.OrdinalIgnoreCase) ? FleetFormat.Xlsx : FleetFormat.Csv;

    private static async Task<FleetFile> ReadAsync(FileInfo file, CancellationToken cancellationToken)
    {
        if (!file.Exists)
        {
            throw new UsageException(Text.Of("FileMissing", file.FullName));
        }

        await using var stream = file.OpenRead();
        return await FleetImport.ReadAsync(stream, cancellationToken);
    }
}
