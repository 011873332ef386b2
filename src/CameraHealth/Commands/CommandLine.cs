using System.CommandLine;
using System.Data.Common;

namespace CameraHealth.Commands;

/// <summary>The commands of <c>camerahealth</c> and what becomes of their errors.</summary>
internal static class CommandLine
{
    // An argument "@file" would read the file: nobody asked for that.
    private static readonly ParserConfiguration Parser = new() { ResponseFileTokenReplacer = null };

    /// <summary>Runs one command line to its exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        if (Array.Exists(args, IsPassword))
        {
            return Fail(ExitCode.Usage, Text.Of("PasswordInArgument"));
        }

        var root = new RootCommand(Text.Of("Program"))
        {
            ServeCommand.Create(), ProbeCommand.Create(), PictureCommand.Create(), DrillCommand.Create(), FleetCommand.Create(), CredentialsCommand.Create(), MaintenanceCommand.Create(),
            PolicyCommand.Create(), TrustCommand.Create(), ContractCommand.Create(), ServiceCommand.Create(), ViewCommand.Create(), DatabaseCommand.Create(), KeysCommand.Create(), LedgerCommand.Create(),
        };
        CommandHelp.Install(root);
        var parsed = root.Parse(args, Parser);
        if (parsed.Action is not (CommandHelp or { ClearsParseErrors: true }) && UsageErrors.Of(parsed) is { Count: > 0 } errors)
        {
            return Fail(ExitCode.Usage, string.Join(Environment.NewLine, errors));
        }

        try
        {
            // A command that is told to stop ends by itself: the host within its own limit, others at once. Cut off earlier, it would leave its Postgres behind.
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false, ProcessTerminationTimeout = Timeout.InfiniteTimeSpan });
        }
        catch (Exception exception)
        {
            return Fail(exception);
        }
    }

    private static bool IsPassword(string word) =>
        word == "--password" || word.StartsWith("--password=", StringComparison.Ordinal) || word.StartsWith("--password:", StringComparison.Ordinal);

    private static int Fail(Exception exception) => exception switch
    {
        UsageException => Fail(ExitCode.Usage, exception.Message),
        CannotRunException => Fail(ExitCode.CannotRun, exception.Message),
        OperationCanceledException => Fail(ExitCode.CannotRun, Text.Of("Interrupted")),
        { } when exception.GetBaseException() is DbException cause => Fail(ExitCode.CannotRun, Text.Of("DatabaseAway", cause.Message)),
        IOException or UnauthorizedAccessException => Fail(ExitCode.CannotRun, exception.Message),
        _ => Fail(ExitCode.CannotRun, Text.Of("ProgramFailed", exception)),
    };

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine(message);
        return code;
    }
}
