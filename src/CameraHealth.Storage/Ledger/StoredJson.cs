using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using CameraHealth.Monitoring.Assessment;

namespace CameraHealth.Storage.Ledger;

/// <summary>What is kept as jsonb. Devices' words are hostile: jsonb takes no NUL, JSON no infinity.</summary>
internal static class StoredJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        Converters = { new FiniteDoubleConverter() },
    };

    public static string Write<T>(T value) => JsonSerializer.Serialize(value, Options).Replace("\\u0000", "\uFFFD", StringComparison.Ordinal);

    public static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Options);

    /// <summary>The state in full, to tell whether two are the same.</summary>
    public static string Fingerprint(DeviceState state) => Write(state);

    /// <summary>A text that a Postgres text column takes, cut to a length.</summary>
    public static string CleanText(string text, int maxLength)
    {
        var clean = text.Replace('\0', '\uFFFD');
        return clean.Length <= maxLength ? clean : clean[..maxLength];
    }

    // A value that is not a number was not measured.
    private sealed class FiniteDoubleConverter : JsonConverter<double?>
    {
        public override double? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.Null ? null : reader.GetDouble();

        public override void Write(Utf8JsonWriter writer, double? value, JsonSerializerOptions options)
        {
            if (value is { } number && double.IsFinite(number))
            {
                writer.WriteNumberValue(number);
            }
            else
            {
                writer.WriteNullValue();
            }
        }
    }
}
