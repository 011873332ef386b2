using System.CommandLine;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Uptime;

namespace CameraHealth.Commands;

/// <summary><c>ledger correct</c>: says what a status really was, or takes that back. What was measured stays as it is.</summary>
internal static class LedgerCorrectCommand
{
    /// <summary>The command.</summary>
    public static Command Create()
    {
        var device = new Argument<string>("DEVICE") { Description = Text.Of("DeviceCode") };
        var rung = new Option<Rung?>("--rung") { HelpName = "RUNG", Description = Text.Of("CorrectRung") };
        var from = new Option<string?>("--from") { HelpName = "TIME", Description = Text.Of("CorrectFrom") };
        var to = new Option<string?>("--to") { HelpName = "TIME", Description = Text.Of("CorrectTo") };
        var status = new Option<Status?>("--status") { HelpName = "STATUS", Description = Text.Of("CorrectStatus") };
        var takeBack = new Option<long?>("--take-back") { HelpName = "ID", Description = Text.Of("CorrectTakeBack") };
        var (who, times, data) = (new WhoAndWhy(), new LocalTimes(), DataFolder.Option());
        var command = new Command("correct", Text.Of("LedgerCorrect")) { device, rung, from, to, status, takeBack, data };
        who.AddTo(command);
        times.AddTo(command);
        command.SetAction((parsed, cancellationToken) =>
        {
            var (person, reason) = who.Read(parsed);
            if (parsed.GetValue(takeBack) is { } id)
            {
                return TakeBackAsync(parsed.GetValue(device)!, id, person, reason, parsed.GetValue(data), cancellationToken);
            }

            var entry = new CorrectionEntry
            {
                Device = parsed.GetValue(device)!,
                Rung = parsed.GetValue(rung),
                From = times.Read(parsed, from) ?? throw new UsageException(Text.Of("OptionNeeded", from.Name)),
                To = times.Read(parsed, to) ?? throw new UsageException(Text.Of("OptionNeeded", to.Name)),
                Status = parsed.GetValue(status) ?? throw new UsageException(Text.Of("OptionNeeded", status.Name)),
                Reason = reason,
                Person = person,
            };
            return AddAsync(entry, parsed.GetValue(data), cancellationToken);
        });
        return command;
    }

    private static Task<int> AddAsync(CorrectionEntry entry, string? data, CancellationToken cancellationToken)
    {
        if (entry.To <= entry.From)
        {
            throw new UsageException(Text.Of("EndsBeforeItBegins"));
        }

        return RegisterSession.RunAsync(data, database => AddAsync(entry, new CorrectionStore(database), cancellationToken), cancellationToken);
    }

    private static async Task<int> AddAsync(CorrectionEntry entry, CorrectionStore store, CancellationToken cancellationToken)
    {
        try
        {
            await Console.Out.WriteLineAsync(Text.Of("Corrected", await store.AddAsync(entry, cancellationToken)));
            return ExitCode.Good;
        }
        catch (ArgumentOutOfRangeException)
        {
            throw new UsageException(Text.Of("CorrectFuture"));
        }
        catch (CorrectionOverlapException)
        {
            await Console.Error.WriteLineAsync(Text.Of("CorrectOverlap"));
            return ExitCode.Finding;
        }
    }

    private static Task<int> TakeBackAsync(string device, long id, string person, string reason, string? data, CancellationToken cancellationToken) => RegisterSession.RunAsync(
        data,
        async database =>
        {
            var store = new CorrectionStore(database);
            var said = await store.ListAsync(device, cancellationToken) ?? throw new UnknownCodeException(device);
            var isEnded = said.Any(correction => correction.Id == id) && await store.TakeBackAsync(id, reason, person, cancellationToken);
            await (isEnded ? Console.Out : Console.Error).WriteLineAsync(Text.Of(isEnded ? "CorrectTakenBack" : "CorrectUnknown", id));
            return isEnded ? ExitCode.Good : ExitCode.Finding;
        },
        cancellationToken);
}
