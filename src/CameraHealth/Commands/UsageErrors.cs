using System.CommandLine;
using System.CommandLine.Parsing;

namespace CameraHealth.Commands;

/// <summary>What is wrong with a command line, all of it, in the language of this run. A word that may be a password is not repeated.</summary>
internal static class UsageErrors
{
    /// <summary>Every error; empty: it can be run.</summary>
    public static IReadOnlyList<string> Of(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (command.Subcommands.Count > 0 && parsed.UnmatchedTokens.Count == 0)
        {
            return [Text.Of("CommandMissing", NamesOf(command))];
        }

        var unknown = UnknownOptions(parsed).Select(name => Text.Of("OptionUnknown", name)).ToList();
        return
        [
            .. unknown,
            .. unknown.Count == 0 ? ExtraWords(parsed) : [],
            .. command.Arguments.Where(argument => WordsOf(parsed, argument) is []).Select(argument => Text.Of("ArgumentMissing", argument.Name)),
            .. command.Options.SelectMany(option => OptionErrors(parsed, option)),
        ];
    }

    // An unknown option in front is taken for the argument.
    private static IEnumerable<string> UnknownOptions(ParseResult parsed) =>
        parsed.CommandResult.Command.Arguments.SelectMany(argument => WordsOf(parsed, argument)).Concat(parsed.UnmatchedTokens)
            .Where(word => word.StartsWith('-')).Select(WithoutValue);

    private static IEnumerable<string> ExtraWords(ParseResult parsed) => parsed.UnmatchedTokens.Count == 0 ? []
        : parsed.CommandResult.Command.Subcommands.Count > 0 ? [Text.Of("CommandUnknown", NamesOf(parsed.CommandResult.Command))]
        : [Text.Of("WordsTooMany", parsed.UnmatchedTokens.Count)];

    private static IEnumerable<string> OptionErrors(ParseResult parsed, Option option) => parsed.GetResult(option) switch
    {
        { Implicit: false, Errors: var errors } result when errors.Any() => [OptionError(option, result)],
        _ => [],
    };

    private static string OptionError(Option option, OptionResult result) =>
        result.IdentifierTokenCount > 1 ? Text.Of("OptionTwice", option.Name)
        : result.Tokens is [var word, ..] ? Text.Of("OptionValueWrong", option.Name, word.Value, option.Description)
        : Text.Of("OptionValueMissing", option.Name);

    // "--pass=word" and "-pword" hold a value.
    private static string WithoutValue(string word)
    {
        var end = word.StartsWith("--", StringComparison.Ordinal) ? word.AsSpan().IndexOfAny('=', ':') : Math.Min(2, word.Length);
        return end < 0 ? word : word[..end];
    }

    private static string[] WordsOf(ParseResult parsed, Argument argument) => [.. parsed.GetResult(argument)?.Tokens.Select(token => token.Value) ?? []];

    private static string NamesOf(Command command) => string.Join(", ", command.Subcommands.Select(subcommand => subcommand.Name));
}
