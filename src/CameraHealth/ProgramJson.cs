using System.Text.Encodings.Web;
using System.Text.Json;

namespace CameraHealth;

/// <summary>How <c>--json</c> is written by every command.</summary>
internal static class ProgramJson
{
    /// <summary>Names as in the contracts, one value a line, letters as they are.</summary>
    public static JsonSerializerOptions Options { get; } = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };
}
