using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;
using System.Text;

namespace CameraHealth.Commands;

/// <summary>The text of <c>--help</c> in the language of this run; the library's own speaks no Vietnamese.</summary>
internal sealed class CommandHelp : SynchronousCommandLineAction
{
    private const int Indent = 2;

    /// <summary>Puts it in the place of the library's help.</summary>
    public static void Install(RootCommand root)
    {
        var help = root.Options.OfType<HelpOption>().Single();
        help.Action = new CommandHelp();
        help.Description = Text.Of("OptionHelp");
        root.Options.OfType<VersionOption>().Single().Description = Text.Of("OptionVersion");
    }

    /// <inheritdoc/>
    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write(Write(parseResult.CommandResult.Command));
        return ExitCode.Good;
    }

    private static string Write(Command command)
    {
        var text = new StringBuilder().Append(command.Description).Append("\n\n").Append(Text.Of("HelpUsage", UsageOf(command))).Append('\n');
        AppendTable(text, Text.Of("HelpCommands"), command.Subcommands.Select(subcommand => (UsageOf(subcommand, false), subcommand.Description)));
        AppendTable(text, Text.Of("HelpArguments"), command.Arguments.Select(argument => (argument.Name, argument.Description)));
        AppendTable(text, Text.Of("HelpOptions"), OptionsOf(command).Select(option => (LabelOf(option), DescriptionOf(option))));
        return text.Append('\n').Append(Text.Of("HelpExitCodes")).Append('\n').ToString();
    }

    private static void AppendTable(StringBuilder text, string title, IEnumerable<(string Name, string? Description)> rows)
    {
        var all = rows.ToList();
        if (all.Count == 0)
        {
            return;
        }

        var width = all.Max(row => row.Name.Length) + Indent;
        text.Append('\n').Append(title).Append('\n');
        all.ForEach(row => text.Append(' ', Indent).Append(row.Name.PadRight(width)).Append(row.Description).Append('\n'));
    }

    private static string UsageOf(Command command, bool withParents = true)
    {
        var words = new List<string> { command.Name };
        words.AddRange(command.Arguments.Select(argument => argument.Name));
        for (var parent = ParentOf(command); withParents && parent is not null; parent = ParentOf(parent))
        {
            words.Insert(0, parent.Name);
        }

        return string.Join(' ', words);
    }

    private static Command? ParentOf(Command command) => command.Parents.OfType<Command>().FirstOrDefault();

    // --help is the root's and holds for every command.
    private static IEnumerable<Option> OptionsOf(Command command) => command.Options.Concat(
        command.Parents.OfType<Command>().SelectMany(OptionsOf).Where(option => option.Recursive)).Distinct();

    private static string LabelOf(Option option) =>
        string.Join(", ", option.Aliases.Where(alias => alias.StartsWith('-')).Append(option.Name)) + (option.HelpName is { } value ? $" {value}" : "");

    private static string? DescriptionOf(Option option) => option is { HasDefaultValue: true } and not HelpOption && option.GetDefaultValue() is { } value and not bool
        ? $"{option.Description}; {Text.Of("HelpDefault", value is Enum ? value.ToString()!.ToLowerInvariant() : value)}" : option.Description;
}
