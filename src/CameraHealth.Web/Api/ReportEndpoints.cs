using CameraHealth.Storage.Events;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Reports;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CameraHealth.Web.Api;

/// <summary>What a device tells about itself by events. Reads what is stored.</summary>
internal static class ReportEndpoints
{
    public static void MapReports(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/devices/{code}/reports", ListAsync)
        .WithTags("devices").ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithSummary("What a device reports about itself by events (tamper, signal loss, storage, hardware, recording): the newest of each topic and source.");

    private static async Task<Results<Ok<ReportsAnswer>, ProblemHttpResult>> ListAsync(
        string code, IFleetReader fleet, IReportReader reader, CancellationToken cancellationToken) =>
        await fleet.FindDeviceAsync(code, cancellationToken) is null
            ? TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: "unknown_device", detail: "No device of the register has this code.")
            : TypedResults.Ok(new ReportsAnswer(code, [.. (await reader.ListAsync(code, cancellationToken)).Select(ReportAnswer.Of)]));
}

/// <summary>What a device reports about itself.</summary>
internal sealed record ReportsAnswer(string Code, IReadOnlyList<ReportAnswer> Items);

/// <summary>One state that a device reported. Times are UTC; <c>deviceAt</c> is by the device's own clock, null when it told none.</summary>
internal sealed record ReportAnswer(string Reason, string Topic, string Source, bool IsActive, DateTimeOffset? DeviceAt, DateTimeOffset ReceivedAt)
{
    public static ReportAnswer Of(StoredReport report) =>
        new(SnakeCase.Of(report.Reason), report.Topic, report.Source, report.IsActive, report.DeviceAt, report.ReceivedAt);
}
