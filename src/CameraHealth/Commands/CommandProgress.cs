using Spectre.Console;

namespace CameraHealth.Commands;

/// <summary>A bar on a terminal only: a pipe gets the result and nothing else.</summary>
internal static class CommandProgress
{
    /// <summary>Runs some work that tells how many steps are done.</summary>
    public static async Task<T> RunAsync<T>(string title, int steps, Func<IProgress<int>?, Task<T>> work)
    {
        if (Console.IsErrorRedirected)
        {
            return await work(null);
        }

        var console = AnsiConsole.Create(new AnsiConsoleSettings { Out = new AnsiConsoleOutput(Console.Error) });
        return await console.Progress().StartAsync(async context =>
        {
            var task = context.AddTask(title, maxValue: Math.Max(1, steps));
            return await work(new Progress<int>(done => task.Value = done));
        });
    }
}
