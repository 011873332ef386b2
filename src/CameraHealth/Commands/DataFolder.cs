using System.CommandLine;

namespace CameraHealth.Commands;

/// <summary>The <c>--data</c> option: where the private Postgres and the worker's key live.</summary>
internal static class DataFolder
{
    /// <summary>The option; null when it is not given: the default of the private cluster.</summary>
    public static Option<string?> Option() => new("--data") { HelpName = "DIR", Description = Text.Of("OptionData") };
}
