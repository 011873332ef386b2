using System.CommandLine;
using CameraHealth.Hosting;
using CameraHealth.Storage.Ledger;
using Npgsql;

namespace CameraHealth.Commands;

/// <summary><c>ledger</c>: what concerns the ledger itself.</summary>
internal static class LedgerCommand
{
    private const int ProgressStep = 500;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var data = DataFolder.Option();
        var verify = new Command("verify", Text.Of("LedgerVerify")) { data };
        verify.SetAction((parsed, cancellationToken) => VerifyAsync(parsed.GetValue(data), cancellationToken));
        return new Command("ledger", Text.Of("Ledger")) { verify, LedgerCorrectCommand.Create() };
    }

    private static async Task<int> VerifyAsync(string? data, CancellationToken cancellationToken)
    {
        await using var home = await DatabaseHome.OpenAsync(DatabaseHome.ReadConfiguration(), data, cancellationToken);
        await using var database = NpgsqlDataSource.Create(home.Options.App!);
        var progress = new Progress<(int Done, int Devices)>(step =>
        {
            if (step.Done % ProgressStep == 0)
            {
                Console.Error.WriteLine(Text.Of("LedgerProgress", step.Done, step.Devices));
            }
        });
        LedgerVerdict verdict;
        try
        {
            verdict = await new LedgerVerifier(database).VerifyAsync(progress, cancellationToken);
        }
        catch (NpgsqlException exception)
        {
            throw new CannotRunException(exception.Message, exception);
        }

        await Console.Out.WriteLineAsync(
            verdict.Fault is { } fault ? Text.Of("LedgerFault", fault) : Text.Of("LedgerFits", verdict.Transitions, verdict.Intervals));
        return verdict.Fault is null ? ExitCode.Good : ExitCode.Finding;
    }
}
