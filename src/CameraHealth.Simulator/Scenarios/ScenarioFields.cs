using System.Globalization;
using System.Net;
using System.Text.Json;

namespace CameraHealth.Simulator.Scenarios;

/// <summary>The fields of one JSON object; what is wrong or unknown is added to the errors, and reading goes on.</summary>
internal sealed class ScenarioFields
{
    private readonly Dictionary<string, JsonElement> _fields = new(StringComparer.Ordinal);
    private readonly HashSet<string> _asked = new(StringComparer.Ordinal);
    private readonly string _at;
    private readonly List<string> _errors;

    internal ScenarioFields(JsonElement element, string at, List<string> errors)
    {
        _at = at;
        _errors = errors;
        if (element.ValueKind != JsonValueKind.Object)
        {
            errors.Add($"{at}: an object is expected, found {element.ValueKind}");
            return;
        }

        foreach (var property in element.EnumerateObject())
        {
            if (!_fields.TryAdd(property.Name, property.Value))
            {
                errors.Add($"{at}.{property.Name}: is there twice");
            }
        }
    }

    internal string? Text(string name, bool required = false) =>
        Read(name, JsonValueKind.String, "a text", required) is { } value ? value.GetString() : null;

    internal int? Integer(string name, bool required = false)
    {
        if (Read(name, JsonValueKind.Number, "a whole number", required) is not { } value)
        {
            return null;
        }

        if (value.TryGetInt32(out var number))
        {
            return number;
        }

        _errors.Add($"{_at}.{name}: a whole number is expected, found {value.GetRawText()}");
        return null;
    }

    internal double? Number(string name) => Read(name, JsonValueKind.Number, "a number", required: false)?.GetDouble();

    internal bool Flag(string name)
    {
        if (Find(name) is not { } value)
        {
            return false;
        }

        if (value.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
        {
            _errors.Add($"{_at}.{name}: true or false is expected, found {value.ValueKind}");
        }

        return value.ValueKind == JsonValueKind.True;
    }

    internal T Name<T>(string name, T otherwise)
        where T : struct, Enum
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (ScenarioNames.TryParse<T>(text, out var value))
        {
            return value;
        }

        _errors.Add($"{_at}.{name}: one of {ScenarioNames.All<T>()} is expected, found '{text}'");
        return otherwise;
    }

    internal IReadOnlyList<T> Names<T>(string name)
        where T : struct, Enum
    {
        var values = new List<T>();
        foreach (var element in List(name))
        {
            if (element.ValueKind == JsonValueKind.String && ScenarioNames.TryParse<T>(element.GetString(), out var value))
            {
                values.Add(value);
            }
            else
            {
                _errors.Add($"{_at}.{name}: names of {ScenarioNames.All<T>()} are expected, found {element.GetRawText()}");
            }
        }

        return values;
    }

    internal IPAddress? Address(string name)
    {
        if (Text(name, required: true) is not { } text)
        {
            return null;
        }

        if (IPAddress.TryParse(text, out var address))
        {
            return address;
        }

        _errors.Add($"{_at}.{name}: an IPv4 address is expected, found '{text}'");
        return null;
    }

    internal DateOnly? Day(string name)
    {
        if (Text(name) is not { } text)
        {
            return null;
        }

        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
        {
            return day;
        }

        _errors.Add($"{_at}.{name}: a day such as 2026-01-31 is expected, found '{text}'");
        return null;
    }

    internal TimeSpan? Seconds(string name)
    {
        if (Number(name) is not { } seconds)
        {
            return null;
        }

        if (Math.Abs(seconds) <= SimulatedDevice.MaxClockOffset.TotalSeconds)
        {
            return TimeSpan.FromSeconds(seconds);
        }

        _errors.Add(string.Create(
            CultureInfo.InvariantCulture,
            $"{_at}.{name}: at most {SimulatedDevice.MaxClockOffset.TotalSeconds:F0} seconds either way are allowed, found {seconds}"));
        return null;
    }

    internal IReadOnlyList<JsonElement> List(string name, bool required = false) =>
        Read(name, JsonValueKind.Array, "a list", required) is { } value ? [.. value.EnumerateArray()] : [];

    /// <summary>Names the fields nobody asked for: a misspelt one must not pass in silence.</summary>
    internal void RejectOthers()
    {
        foreach (var name in _fields.Keys.Where(name => !_asked.Contains(name)))
        {
            _errors.Add($"{_at}.{name}: no such field; there are {string.Join(", ", _asked.Order(StringComparer.Ordinal))}");
        }
    }

    private JsonElement? Read(string name, JsonValueKind kind, string expected, bool required)
    {
        var value = Find(name);
        if (value is null && required)
        {
            _errors.Add($"{_at}.{name}: is missing");
        }

        if (value is { } found && found.ValueKind != kind)
        {
            _errors.Add($"{_at}.{name}: {expected} is expected, found {found.ValueKind}");
            return null;
        }

        return value;
    }

    private JsonElement? Find(string name)
    {
        _asked.Add(name);
        return _fields.TryGetValue(name, out var value) && value.ValueKind != JsonValueKind.Null ? value : null;
    }
}
