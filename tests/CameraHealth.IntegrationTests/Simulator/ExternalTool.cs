using System.ComponentModel;
using System.Diagnostics;

namespace CameraHealth.IntegrationTests.Simulator;

/// <summary>Runs a program of the system to its end. A missing one fails the test and says how to get it.</summary>
internal static class ExternalTool
{
    private static readonly TimeSpan Deadline = TimeSpan.FromMinutes(3);

    internal static Task<ToolResult> RunAsync(string program, string package, IEnumerable<string> arguments, IReadOnlyDictionary<string, string>? environment, string? folder = null)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder ?? string.Empty };
        foreach (var (name, value) in environment ?? new Dictionary<string, string>(StringComparer.Ordinal))
        {
            start.Environment[name] = value;
        }

        return RunAsync(start, package);
    }

    internal static async Task<ToolResult> RunAsync(ProcessStartInfo start, string package, string? input = null)
    {
        (start.UseShellExecute, start.RedirectStandardOutput, start.RedirectStandardError, start.RedirectStandardInput) = (false, true, true, input is not null);
        using var process = Start(start, package);
        using var deadline = CancellationTokenSource.CreateLinkedTokenSource(Xunit.TestContext.Current.CancellationToken);
        deadline.CancelAfter(Deadline);
        try
        {
            var output = process.StandardOutput.ReadToEndAsync(deadline.Token);
            var errors = process.StandardError.ReadToEndAsync(deadline.Token);
            if (input is not null)
            {
                await process.StandardInput.WriteAsync(input.AsMemory(), deadline.Token);
                process.StandardInput.Close();
            }

            await process.WaitForExitAsync(deadline.Token);
            return new ToolResult(process.ExitCode, await output, await errors);
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static Process Start(ProcessStartInfo start, string package)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception exception)
        {
            throw new InvalidOperationException($"{start.FileName} is needed for this test; install it with: apt-get install {package}", exception);
        }
    }
}
