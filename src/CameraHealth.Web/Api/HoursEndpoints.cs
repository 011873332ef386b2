using CameraHealth.Monitoring.Observations;
using CameraHealth.Web.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CameraHealth.Web.Api;

/// <summary><c>/api/v1/devices/{code}/hours</c>.</summary>
internal static class HoursEndpoints
{
    private const int MaxPageSize = 5000;
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(24);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(400);

    public static void MapHours(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/devices/{code}/hours", ReadAsync)
        .WithTags("devices").ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithSummary("Polls of a device by UTC hour, or by local day of its site: how they ended and what they measured, as known now.");

    private static async Task<Results<Ok<HoursPage>, ValidationProblem, ProblemHttpResult>> ReadAsync(
        string code,
        IFleetReader reader,
        TimeProvider time,
        CancellationToken cancellationToken,
        string? from = null,
        string? to = null,
        string? kind = null,
        string? by = null,
        string? page = null,
        string? pageSize = null)
    {
        var errors = new ParameterErrors();
        var end = errors.Instant(nameof(to), to) ?? time.GetUtcNow();
        var begin = errors.Instant(nameof(from), from) ?? end - DefaultWindow;
        var number = errors.Integer(nameof(page), page, 1, int.MaxValue / MaxPageSize, 1);
        var size = errors.Integer(nameof(pageSize), pageSize, 1, MaxPageSize, 1000);
        var wanted = errors.Member<PollKind>(nameof(kind), kind);
        var span = errors.Member<HoursSpan>(nameof(by), by) ?? HoursSpan.Hour;
        errors.Require(begin < end, nameof(from), "Must lie before 'to'; the window is closed-open.");
        errors.Require(end - begin <= MaxWindow, nameof(from), "The window is longer than 400 days.");
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        return await reader.ReadHoursAsync(code, begin, end, cancellationToken) is { } found
            ? TypedResults.Ok(HoursPage.Of(found, wanted, span, number, size))
            : TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "unknown_device", detail: "No device of the register has this code.");
    }
}
