using System.CommandLine;

namespace CameraHealth.Commands;

/// <summary>The commands of <c>camerahealth</c> and what becomes of their errors.</summary>
internal static class CommandLine
{
    /// <summary>Runs one command line to its exit code.</summary>
    public static async Task<int> RunAsync(string[] args)
    {
        var root = new RootCommand(Text.Of("Program"))
        {
            ServeCommand.Create(), ProbeCommand.Create(), FleetCommand.Create(), DatabaseCommand.Create(), LedgerCommand.Create(),
        };
        if (args.FirstOrDefault(arg => arg == "--password" || arg.StartsWith("--password=", StringComparison.Ordinal)) is not null)
        {
            return Fail(ExitCode.Usage, Text.Of("PasswordInArgument"));
        }

        var parsed = root.Parse(args);
        if (parsed.Errors.Count > 0)
        {
            return Fail(ExitCode.Usage, string.Join(Environment.NewLine, parsed.Errors.Select(error => error.Message)));
        }

        try
        {
            return await parsed.InvokeAsync(new InvocationConfiguration { EnableDefaultExceptionHandler = false });
        }
        catch (UsageException exception)
        {
            return Fail(ExitCode.Usage, exception.Message);
        }
        catch (CannotRunException exception)
        {
            return Fail(ExitCode.CannotRun, exception.Message);
        }
        catch (OperationCanceledException)
        {
            return Fail(ExitCode.CannotRun, Text.Of("Interrupted"));
        }
    }

    private static int Fail(int code, string message)
    {
        Console.Error.WriteLine(message);
        return code;
    }
}
