using System.Collections.Concurrent;
using System.Text.Json;

namespace CameraHealth.Web.Fleet;

/// <summary>How members of closed sets are written in metrics, addresses and the API: <c>ConnectTimeout</c> is <c>connect_timeout</c>.</summary>
internal static class SnakeCase
{
    /// <summary>The written form of a member.</summary>
    public static string Of<T>(T value)
        where T : struct, Enum => Names<T>.ByValue.GetOrAdd(value, static member => JsonNamingPolicy.SnakeCaseLower.ConvertName(member.ToString()));

    /// <summary>The member that is written so; false: none.</summary>
    public static bool TryParse<T>(string? text, out T value)
        where T : struct, Enum
    {
        foreach (var member in Enum.GetValues<T>())
        {
            if (string.Equals(Of(member), text, StringComparison.Ordinal))
            {
                value = member;
                return true;
            }
        }

        value = default;
        return false;
    }

    private static class Names<T>
        where T : struct, Enum
    {
        public static readonly ConcurrentDictionary<T, string> ByValue = new();
    }
}
