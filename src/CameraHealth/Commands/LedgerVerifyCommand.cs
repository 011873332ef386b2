using System.CommandLine;
using System.Globalization;
using CameraHealth.Hosting;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Sealing;
using Npgsql;

namespace CameraHealth.Commands;

/// <summary><c>ledger verify</c>: the seals, the chain of days and the projection; exit 1 names what does not fit.</summary>
internal static class LedgerVerifyCommand
{
    private const int ProgressStep = 500;
    private const int DigestLength = 32;

    /// <summary>The command.</summary>
    public static Command Create()
    {
        var anchors = new Option<string[]>("--anchor") { HelpName = "DATE=DIGEST", Description = Text.Of("LedgerAnchor"), DefaultValueFactory = _ => [] };
        var data = DataFolder.Option();
        var verify = new Command("verify", Text.Of("LedgerVerify")) { anchors, data };
        verify.SetAction((parsed, cancellationToken) => VerifyAsync([.. parsed.GetValue(anchors)!.Select(Parse)], parsed.GetValue(data), cancellationToken));
        return verify;
    }

    private static KeyValuePair<DateOnly, byte[]> Parse(string anchor)
    {
        var parts = anchor.Split('=', 2, StringSplitOptions.TrimEntries);
        try
        {
            if (parts.Length == 2 && DateOnly.TryParseExact(parts[0], "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
                && Convert.FromHexString(parts[1].Replace(" ", string.Empty, StringComparison.Ordinal)) is { Length: DigestLength } digest)
            {
                return KeyValuePair.Create(day, digest);
            }
        }
        catch (FormatException)
        {
            // Said below, with what is expected.
        }

        throw new UsageException(Text.Of("LedgerBadAnchor", anchor));
    }

    private static async Task<int> VerifyAsync(KeyValuePair<DateOnly, byte[]>[] anchors, string? data, CancellationToken cancellationToken)
    {
        if (anchors.GroupBy(anchor => anchor.Key).FirstOrDefault(day => day.Count() > 1) is { } twice)
        {
            throw new UsageException(Text.Of("LedgerAnchorTwice", Day(twice.Key)));
        }

        await using var home = await DatabaseHome.OpenAsync(DatabaseHome.ReadConfiguration(), data, cancellationToken);
        await using var database = NpgsqlDataSource.Create(home.Options.App!);
        try
        {
            var seals = await new SealVerifier(database).VerifyAsync(anchors.ToDictionary(), null, cancellationToken);
            var verdict = await new LedgerVerifier(database).VerifyAsync(Progress(), cancellationToken);
            await TellAsync(seals, verdict, anchors.Length > 0);
            return seals.Faults.Count == 0 && verdict.Fault is null ? ExitCode.Good : ExitCode.Finding;
        }
        catch (NpgsqlException exception)
        {
            throw new CannotRunException(exception.Message, exception);
        }
    }

    private static Progress<(int Done, int Devices)> Progress() => new(step =>
    {
        if (step.Done % ProgressStep == 0)
        {
            Console.Error.WriteLine(Text.Of("LedgerProgress", step.Done, step.Devices));
        }
    });

    private static async Task TellAsync(SealVerdict seals, LedgerVerdict verdict, bool isAnchored)
    {
        foreach (var fault in seals.Faults.Append(verdict.Fault).OfType<string>())
        {
            await Console.Out.WriteLineAsync(Text.Of("LedgerFault", fault));
        }

        if (verdict.Fault is null)
        {
            await Console.Out.WriteLineAsync(Text.Of("LedgerFits", verdict.Transitions, verdict.Intervals));
        }

        if (seals.Last is not { } last)
        {
            await Console.Out.WriteLineAsync(Text.Of("SealsNone"));
            return;
        }

        if (seals.Faults.Count == 0)
        {
            await Console.Out.WriteLineAsync(Text.Of("SealsFit", seals.Days, seals.Rows, Day(last.Day), last.Text));
        }

        await Console.Out.WriteLineAsync(Text.Of(isAnchored ? "SealsAfter" : "SealsUnanchored", Day(last.Day)));
    }

    private static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
}
