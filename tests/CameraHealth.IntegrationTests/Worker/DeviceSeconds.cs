using System.Text.Json;
using CameraHealth.IntegrationTests.Program;
using Shouldly;

namespace CameraHealth.IntegrationTests.Worker;

/// <summary>Where the seconds of a device went since an instant, as the API tells it: U, D, M, X and N.</summary>
/// <param name="Up">U.</param>
/// <param name="Down">D.</param>
/// <param name="Unknown">X.</param>
/// <param name="K1">Availability; null: nothing was observed.</param>
/// <param name="K3">Coverage; null: never in service.</param>
internal sealed record DeviceSeconds(double Up, double Down, double Unknown, double? K1, double? K3)
{
    /// <summary>Reads them; they add up to the window exactly, whatever happened.</summary>
    public static async Task<DeviceSeconds> ReadAsync(ServeProcess web, string code, DateTimeOffset from)
    {
        var answer = await web.GetJsonAsync($"/api/v1/devices/{code}/availability?from={from.UtcDateTime:yyyy-MM-ddTHH:mm:ssZ}");
        double Seconds(string field) => answer.GetProperty(field).GetDouble();
        (Seconds("upSeconds") + Seconds("downSeconds") + Seconds("maintenanceSeconds") + Seconds("unknownSeconds") + Seconds("notInServiceSeconds"))
            .ShouldBe(Seconds("windowSeconds"), 0.000_01, code);
        return new DeviceSeconds(Seconds("upSeconds"), Seconds("downSeconds"), Seconds("unknownSeconds"), Ratio(answer, "availabilityRatio"), Ratio(answer, "coverageRatio"));
    }

    private static double? Ratio(JsonElement answer, string field) => answer.GetProperty(field) is { ValueKind: JsonValueKind.Number } number ? number.GetDouble() : null;
}
