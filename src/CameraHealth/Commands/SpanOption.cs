using System.CommandLine;
using System.Globalization;

namespace CameraHealth.Commands;

/// <summary>An option that takes a span: <c>30</c> or <c>30s</c>, <c>5m</c>, <c>1h</c>.</summary>
internal static class SpanOption
{
    public static Option<string?> Create(string name, string description) => new(name) { HelpName = "30s|5m|1h", Description = description };

    /// <summary>The span; null: the option was not given.</summary>
    /// <exception cref="UsageException">It cannot be read.</exception>
    public static TimeSpan? Read(ParseResult parsed, Option<string?> option)
    {
        if (parsed.GetValue(option) is not { } text)
        {
            return null;
        }

        var unit = text.Length == 0 ? '\0' : text[^1];
        var factor = unit switch { 'm' => 60, 'h' => 3600, _ => 1 };
        var digits = char.IsAsciiDigit(unit) ? text : text.TrimEnd('s', 'm', 'h');
        return double.TryParse(digits, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number * factor <= TimeSpan.FromDays(1).TotalSeconds
            ? TimeSpan.FromSeconds(number * factor)
            : throw new UsageException(Text.Of("OptionNeeded", option.Name));
    }
}
