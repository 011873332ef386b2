using CameraHealth.Storage.Model;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace CameraHealth.Storage.Fleet;

/// <summary>Brings a fleet file into the register: all of it or nothing. Devices are found by code; nothing is deleted.</summary>
public sealed class FleetImport(NpgsqlDataSource database)
{
    /// <summary>Reads a CSV file (UTF-8, comma or semicolon) or an XLSX workbook, told apart by what they hold; at most 50 MiB, unpacked too. Never throws for what is wrong in the file: see its errors.</summary>
    public static Task<FleetFile> ReadAsync(Stream file, CancellationToken cancellationToken) => FleetFileReader.ReadAsync(file, cancellationToken);

    /// <summary>Applies a file in one transaction.</summary>
    /// <param name="file">As read; with errors nothing is applied, and those that only the register shows are added.</param>
    /// <param name="dryRun">True: everything is done and taken back.</param>
    /// <param name="progress">Rows worked off so far; null: nobody listens.</param>
    /// <param name="cancellationToken">Ends it; nothing was changed then.</param>
    public async Task<FleetImportResult> ApplyAsync(FleetFile file, bool dryRun, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        await using var context = new StorageContext(StorageContextOptions.For(database));
        await using var transaction = await context.Database.BeginTransactionAsync(cancellationToken);
        await context.Database.ExecuteSqlRawAsync($"select pg_advisory_xact_lock({AdvisoryLocks.Import})", cancellationToken);

        var register = await RegisterSnapshot.LoadAsync(context, cancellationToken);
        var errors = file.Errors.Concat(file.Tell(RegisterChecks.Check(file, register))).OrderBy(error => error.Line).ToArray();
        if (errors.Length > 0)
        {
            return new FleetImportResult(errors, 0, 0, 0, [], false);
        }

        // Whoever writes batches locks its groups in this order before it touches a device or takes the recorded time. Holding all of them, an
        // import meets no batch half way, whatever both touch next.
        await context.Database.ExecuteSqlRawAsync("select id from poll_groups order by id for update", cancellationToken);
        var merge = new RegisterMerge(context, register);
        await merge.ApplyAsync(file, progress, cancellationToken);
        if (!dryRun)
        {
            await transaction.CommitAsync(cancellationToken);
        }

        return new FleetImportResult([], merge.Created, merge.Changed, file.Rows.Count - merge.Created - merge.Changed, merge.Warnings, !dryRun);
    }
}
