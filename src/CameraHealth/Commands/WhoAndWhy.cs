using System.CommandLine;

namespace CameraHealth.Commands;

/// <summary><c>--person</c> and <c>--reason</c>: nothing enters the ledger without both.</summary>
internal sealed class WhoAndWhy
{
    private const int MaxText = 500;

    private readonly Option<string?> _person = new("--person") { HelpName = "NAME", Description = Text.Of("OptionPerson") };
    private readonly Option<string?> _reason = new("--reason") { HelpName = "TEXT", Description = Text.Of("OptionReason") };

    public void AddTo(Command command)
    {
        command.Add(_person);
        command.Add(_reason);
    }

    /// <exception cref="UsageException">One is missing, or too long.</exception>
    public (string Person, string Reason) Read(ParseResult parsed) => (Read(parsed, _person), Read(parsed, _reason));

    private static string Read(ParseResult parsed, Option<string?> option) => parsed.GetValue(option)?.Trim() is { Length: > 0 and <= MaxText } text
        ? text
        : throw new UsageException(Text.Of("OptionNeeded", option.Name));
}
