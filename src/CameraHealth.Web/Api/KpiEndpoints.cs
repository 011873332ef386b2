using CameraHealth.Storage.Queries;
using CameraHealth.Web.Kpis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CameraHealth.Web.Api;

/// <summary><c>/api/v1/kpis</c>.</summary>
internal static class KpiEndpoints
{
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(30);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(3700);

    public static void MapKpis(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/kpis", ReadAsync)
        .WithTags("kpis").ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithSummary("K1 to K5, K12, K14 to K16 and K26 of a window, with what each was made from.");

    private static async Task<Results<Ok<KpiBody>, ValidationProblem>> ReadAsync(
        IKpiReader reader, TimeProvider time, CancellationToken cancellationToken, string? from = null, string? to = null, string? groupBy = null, string? asOf = null)
    {
        var errors = new ParameterErrors();
        var now = time.GetUtcNow();
        var end = errors.Instant(nameof(to), to) ?? now;
        var begin = errors.Instant(nameof(from), from) ?? end - DefaultWindow;
        var known = errors.Instant(nameof(asOf), asOf);
        var grouping = errors.Member<KpiGrouping>(nameof(groupBy), groupBy) ?? KpiGrouping.Fleet;
        errors.Require(begin < now, nameof(from), "Lies in the future.");
        errors.Require(known is null || known <= now, nameof(asOf), "Lies in the future: what is known then cannot be told now.");
        errors.Require(begin < end, nameof(from), "Must lie before 'to'; the window is closed-open.");
        errors.Require(end - begin <= MaxWindow, nameof(from), "The window is longer than ten years.");
        errors.Require(known is null || known > begin, nameof(asOf), "Must lie after 'from': nothing of the window was known then.");
        return errors.Any ? errors.ToProblem() : TypedResults.Ok(KpiBody.Of(await reader.ReadAsync(new KpiRequest(begin, end, grouping) { AsOf = known }, cancellationToken)));
    }
}
