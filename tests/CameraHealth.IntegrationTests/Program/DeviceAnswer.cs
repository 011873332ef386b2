using System.Text.Json;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>One device as <c>/api/v1/devices</c> tells it.</summary>
internal sealed record DeviceAnswer(string Code, string Status, string? BrokenRung, string Reason, DateTimeOffset Since, DateTimeOffset? LastObservationAt)
{
    public static DeviceAnswer Of(JsonElement item) => new(
        item.GetProperty("code").GetString()!,
        item.GetProperty("status").GetString()!,
        item.GetProperty("brokenRung").GetString(),
        item.GetProperty("reason").GetString()!,
        item.GetProperty("since").GetDateTimeOffset(),
        item.GetProperty("lastObservationAt") is { ValueKind: JsonValueKind.String } at ? at.GetDateTimeOffset() : null);

    /// <summary>Status, first broken rung and reason, as one word to compare.</summary>
    public string Verdict => $"{Status} {BrokenRung ?? "-"} {Reason}";
}
