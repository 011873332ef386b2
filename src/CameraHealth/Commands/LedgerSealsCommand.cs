using System.CommandLine;
using System.Globalization;
using CameraHealth.Storage.Sealing;

namespace CameraHealth.Commands;

/// <summary><c>ledger seals</c>: the digests to print and keep outside.</summary>
internal static class LedgerSealsCommand
{
    private const int DefaultDays = 31;
    private const int MostDays = 3700;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var days = new Option<int>("--days") { HelpName = "N", Description = Text.Of("SealsDays", MostDays), DefaultValueFactory = _ => DefaultDays };
        var data = DataFolder.Option();
        var command = new Command("seals", Text.Of("LedgerSeals")) { days, data };
        command.SetAction((parsed, cancellationToken) =>
        {
            var most = parsed.GetValue(days);
            return most is < 1 or > MostDays
                ? throw new UsageException(Text.Of("SealsDaysLimit", most, MostDays))
                : RegisterSession.RunAsync(parsed.GetValue(data), database => ListAsync(new SealStore(database), most, cancellationToken), cancellationToken);
        });
        return command;
    }

    private static async Task<int> ListAsync(SealStore store, int most, CancellationToken cancellationToken)
    {
        var seals = await store.ListAsync(most, cancellationToken);
        foreach (var seal in seals)
        {
            await Console.Out.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{seal.Day:yyyy-MM-dd}\t{seal.Rows}\t{seal.Text}"));
        }

        if (seals.Count == 0)
        {
            await Console.Error.WriteLineAsync(Text.Of("SealsNone"));
        }

        return ExitCode.Good;
    }
}
