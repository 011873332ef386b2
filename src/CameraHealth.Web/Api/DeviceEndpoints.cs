using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Web.Fleet;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CameraHealth.Web.Api;

/// <summary><c>/api/v1/devices</c>. Reads what is stored; never starts a probe.</summary>
internal static class DeviceEndpoints
{
    private const int MaxPageSize = 1000;
    private const int MaxTextLength = 200;
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromHours(24);
    private static readonly TimeSpan MaxWindow = TimeSpan.FromDays(400);

    public static void MapDevices(this IEndpointRouteBuilder endpoints)
    {
        var devices = endpoints.MapGroup("/api/v1/devices").WithTags("devices").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        devices.MapGet("/", ListAsync).WithSummary("The fleet, paged, filtered, ordered.");
        devices.MapGet("/{code}", FindAsync).WithSummary("One device: rungs, readings, trace of the last failed poll.");
        devices.MapGet("/{code}/availability", ReadAvailabilityAsync).WithSummary("Where the seconds of a window went, and K1 to K3.");
    }

    private static async Task<Results<Ok<DevicePage>, ValidationProblem>> ListAsync(
        FleetFeed feed,
        CancellationToken cancellationToken,
        string? page = null,
        string? pageSize = null,
        string? status = null,
        string? site = null,
        string? kind = null,
        string? q = null,
        string? sort = null)
    {
        var errors = new ParameterErrors();
        var number = errors.Integer(nameof(page), page, 1, int.MaxValue / MaxPageSize, 1);
        var size = errors.Integer(nameof(pageSize), pageSize, 1, MaxPageSize, 100);
        var filter = new DeviceFilter(
            errors.Member<Status>(nameof(status), status), site, errors.Member<DeviceKind>(nameof(kind), kind), errors.Text(nameof(q), q, MaxTextLength));
        var order = string.IsNullOrEmpty(sort) ? "code" : sort;
        errors.Require(DeviceOrder.IsKnown(order), nameof(sort), $"One of {string.Join(", ", DeviceOrder.Names)}; a leading minus turns it round.");
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        var reading = await feed.ReadAsync(cancellationToken);
        if (!reading.IsCurrent || reading.Snapshot is not { } snapshot)
        {
            throw new FleetUnavailableException();
        }

        var found = filter.Apply(snapshot.Devices).ToList();
        var items = DeviceOrder.Apply(found, order).Skip((number - 1) * size).Take(size).Select(DeviceSummary.From).ToList();
        return TypedResults.Ok(new DevicePage(snapshot.ReadAt, found.Count, number, size, items));
    }

    private static async Task<Results<Ok<DeviceAnswer>, ProblemHttpResult>> FindAsync(
        string code, IFleetReader reader, CancellationToken cancellationToken) =>
        await reader.FindDeviceAsync(code, cancellationToken) is { } device ? TypedResults.Ok(new DeviceAnswer(device)) : NotFound();

    private static async Task<Results<Ok<AvailabilityAnswer>, ValidationProblem, ProblemHttpResult>> ReadAvailabilityAsync(
        string code, IFleetReader reader, TimeProvider time, CancellationToken cancellationToken, string? from = null, string? to = null, string? asOf = null)
    {
        var errors = new ParameterErrors();
        var end = errors.Instant(nameof(to), to) ?? time.GetUtcNow();
        var begin = errors.Instant(nameof(from), from) ?? end - DefaultWindow;
        var known = errors.Instant(nameof(asOf), asOf);
        var now = time.GetUtcNow();
        errors.Require(begin < now, nameof(from), "Lies in the future.");
        errors.Require(known is null || known <= now, nameof(asOf), "Lies in the future: what is known then cannot be told now.");
        errors.Require(begin < end, nameof(from), "Must lie before 'to'; the window is closed-open.");
        errors.Require(end - begin <= MaxWindow, nameof(from), "The window is longer than 400 days.");
        errors.Require(known is null || known > begin, nameof(asOf), "Must lie after 'from': nothing of the window was known then.");
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        return await reader.ReadAvailabilityAsync(code, begin, end, known, cancellationToken) is { } found
            ? TypedResults.Ok(AvailabilityAnswer.Of(found))
            : NotFound();
    }

    private static ProblemHttpResult NotFound() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "unknown_device", detail: "No device of the register has this code.");
}
