using System.ComponentModel;
using System.Diagnostics;

namespace CameraHealth.Storage.PrivatePostgres;

/// <summary>What a command said.</summary>
internal sealed record OsCommandResult(int ExitCode, string Output, string Error);

/// <summary>Runs a program of the operating system and waits for it.</summary>
internal static class OsCommand
{
    /// <summary>Runs it; null when there is no such program.</summary>
    public static async Task<OsCommandResult?> TryRunAsync(string program, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        // The folder we were started in may be closed to the postgres user.
        var start = new ProcessStartInfo(program, arguments) 
        {
            UseShellExecute = false,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = "/",
        };
        start.Environment["LC_ALL"] = "C";
        try
        {
            using var process = Process.Start(start)!;
            try
            {
                var output = process.StandardOutput.ReadToEndAsync(cancellationToken);
                var error = process.StandardError.ReadToEndAsync(cancellationToken);
                await process.WaitForExitAsync(cancellationToken);
                return new OsCommandResult(process.ExitCode, await output, await error);
            }
            catch (OperationCanceledException)
            {
                process.Kill();
                throw;
            }
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
