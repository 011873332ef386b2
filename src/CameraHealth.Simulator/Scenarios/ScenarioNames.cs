using System.Text.Json;

namespace CameraHealth.Simulator.Scenarios;

/// <summary>The snake-case names under which enumerations appear in scenario files and in the admin API.</summary>
public static class ScenarioNames
{
    /// <summary>The name in files, for example <c>wrong_password</c>.</summary>
    public static string NameOf<T>(T value)
        where T : struct, Enum => value is VideoCodec ? value.ToString() : JsonNamingPolicy.SnakeCaseLower.ConvertName(value.ToString());

    /// <summary>Reads a name as <see cref="NameOf{T}"/> writes it; exact, lower case.</summary>
    public static bool TryParse<T>(string? text, out T value)
        where T : struct, Enum
    {
        foreach (var candidate in Enum.GetValues<T>())
        {
            if (string.Equals(NameOf(candidate), text, StringComparison.Ordinal))
            {
                value = candidate;
                return true;
            }
        }

        value = default;
        return false;
    }

    /// <summary>All names of an enumeration, for messages: <c>camera, recorder, encoder</c>.</summary>
    public static string All<T>()
        where T : struct, Enum => string.Join(", ", Enum.GetValues<T>().Select(NameOf));
}
