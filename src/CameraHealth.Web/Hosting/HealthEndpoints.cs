using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Diagnostics.HealthChecks;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace CameraHealth.Web.Hosting;

/// <summary><c>/healthz</c>: the process answers. <c>/readyz</c>: every registered health check holds, else 503.</summary>
internal static class HealthEndpoints
{
    public static void MapHealth(this IEndpointRouteBuilder endpoints)
    {
        endpoints.MapHealthChecks("/healthz", new HealthCheckOptions { Predicate = static _ => false, ResponseWriter = WriteAsync });
        endpoints.MapHealthChecks("/readyz", new HealthCheckOptions { ResponseWriter = WriteAsync });
    }

    private const string CatchingUp = "catchingUp";
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Names, states and what a check says in figures; no text of an exception: it may hold a connection string.</summary>
    private static Task WriteAsync(HttpContext context, HealthReport report) =>
        context.Response.WriteAsJsonAsync(new
        {
            Status = Name(report.Status),
            CatchingUp = report.Entries.Any(entry => entry.Value.Data.TryGetValue(CatchingUp, out var isCatchingUp) && isCatchingUp is true) ? true : (bool?)null,
            Checks = report.Entries.Select(entry => new { Name = entry.Key, Status = Name(entry.Value.Status), Details = entry.Value.Data.Count > 0 ? entry.Value.Data : null }),
        }, Json, context.RequestAborted);

    private static string Name(HealthStatus status) => JsonNamingPolicy.SnakeCaseLower.ConvertName(status.ToString());
}
