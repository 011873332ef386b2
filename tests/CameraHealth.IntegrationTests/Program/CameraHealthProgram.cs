using System.Diagnostics;
using CameraHealth.IntegrationTests.Simulator;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>The built program, run as a user would: with nothing of the tester's own settings in its environment.</summary>
internal static class CameraHealthProgram
{
    private const string Prefix = "CAMERAHEALTH_";

    internal static string Path => System.IO.Path.Combine(AppContext.BaseDirectory, "camerahealth");

    /// <summary>How a process of it starts. A null value takes a variable away.</summary>
    internal static ProcessStartInfo StartInfo(string program, IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>>? environment)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false };
        foreach (var name in start.Environment.Keys.Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) || name is "ASPNETCORE_URLS").ToList())
        {
            start.Environment.Remove(name);
        }

        foreach (var (name, value) in environment ?? [])
        {
            start.Environment[name] = value;
        }

        return start;
    }

    /// <summary>Runs it to its end, in Vietnamese.</summary>
    internal static Task<ToolResult> RunAsync(params string[] arguments) => RunAsync(arguments, []);

    internal static Task<ToolResult> RunAsync(IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment) =>
        ExternalTool.RunAsync(StartInfo(Path, arguments, environment), "dotnet-sdk-10.0");

    /// <summary>The settings that name a database.</summary>
    internal static IEnumerable<KeyValuePair<string, string>> Settings(TestDatabase database) =>
        [Setting("Database:App", database.Options.App!), Setting("Database:Owner", database.Options.Owner!)];

    /// <summary>A setting as an environment variable: <c>Worker:Name</c> is <c>CAMERAHEALTH_Worker__Name</c>.</summary>
    internal static KeyValuePair<string, string> Setting(string name, string value) =>
        new(Prefix + name.Replace(":", "__", StringComparison.Ordinal), value);
}
