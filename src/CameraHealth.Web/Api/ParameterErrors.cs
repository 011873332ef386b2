using System.Globalization;
using CameraHealth.Web.Fleet;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;

namespace CameraHealth.Web.Api;

/// <summary>Reads query parameters and collects what is wrong with them, so that the caller sees all of it at once.</summary>
internal sealed class ParameterErrors
{
    private readonly Dictionary<string, string[]> _errors = new(StringComparer.Ordinal);

    public bool Any => _errors.Count > 0;

    public void Require(bool holds, string parameter, string rule)
    {
        if (!holds)
        {
            _errors.TryAdd(parameter, [rule]);
        }
    }

    public int Integer(string parameter, string? text, int least, int most, int otherwise)
    {
        if (string.IsNullOrEmpty(text))
        {
            return otherwise;
        }

        var isNumber = int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number);
        Require(isNumber && number >= least && number <= most, parameter, $"A whole number from {least} to {most}.");
        return Any ? otherwise : number;
    }

    public T? Member<T>(string parameter, string? text)
        where T : struct, Enum
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var isKnown = SnakeCase.TryParse<T>(text, out var value);
        Require(isKnown, parameter, $"One of {string.Join(", ", Enum.GetValues<T>().Select(SnakeCase.Of))}.");
        return isKnown ? value : null;
    }

    public string? Text(string parameter, string? text, int longest)
    {
        Require(text is null || text.Length <= longest, parameter, $"At most {longest} characters.");
        return text;
    }

    /// <summary>Every write into the ledger has both.</summary>
    public void WhoAndWhy(string? reason, string? person)
    {
        const int MaxText = Maintenance.MaintenanceDraft.MaxText;
        Require(!string.IsNullOrWhiteSpace(reason), nameof(reason), "Say why.");
        Require(!string.IsNullOrWhiteSpace(person), nameof(person), "Say who.");
        Text(nameof(reason), reason, MaxText);
        Text(nameof(person), person, MaxText);
    }

    public DateTimeOffset? Instant(string parameter, string? text)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var isInstant = ApiInstant.TryParse(text, out var instant);
        Require(isInstant, parameter, ApiInstant.Rule);
        return isInstant ? instant : null;
    }

    public ValidationProblem ToProblem() => TypedResults.ValidationProblem(_errors);
}
