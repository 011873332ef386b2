using CameraHealth.Storage.Drills;
using CameraHealth.Web.Drills;
using CameraHealth.Web.Hosting;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CameraHealth.Web.Api;

/// <summary>Footage and drills, from the store. A drill that is asked for waits for the worker: nothing here talks to a recorder.</summary>
internal static class DrillEndpoints
{
    private const int MaxText = 200;
    private static readonly TimeSpan DefaultWindow = TimeSpan.FromDays(30);

    public static void MapDrills(this IEndpointRouteBuilder endpoints)
    {
        var drills = endpoints.MapGroup("/api/v1/drills").WithTags("drills").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        drills.MapGet("", ListAsync).WithSummary("Drills, newest first; 'before' goes on from an identity.");
        drills.MapGet("/{id:long}", FindAsync).WithSummary("One drill, with its progress while it runs.");
        drills.MapGet("/{id:long}/still", StillAsync).WithSummary("The still of a drill (JPEG).").Produces(StatusCodes.Status200OK, contentType: "image/jpeg");
        drills.MapGet("/retrievability", MeasureAsync).WithSummary("K11 of a window, with its 95 % Wilson interval and the failures by cause.");
        drills.MapGet("/nights", NightsAsync).WithSummary("The published hash of each night's seed, and the seed once the night was drawn.");
        drills.MapPost("", RequestAsync).WithSummary("Asks the worker to fetch footage of one moment.").AddEndpointFilter(WriteHeader.RequireAsync);
        var recordings = endpoints.MapGroup("/api/v1").WithTags("recordings").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        recordings.MapGet("/recordings", RecordingsAsync).WithSummary("The footage of every camera as its recorder tells it.");
        recordings.MapGet("/devices/{code}/recording", RecordingAsync).WithSummary("The footage of one camera, with its gaps and their causes.");
    }

    private static async Task<Results<Ok<IReadOnlyList<DrillAnswer>>, ValidationProblem>> ListAsync(
        IDrillReader reader, CancellationToken cancellationToken, string? device = null, long? before = null, string? limit = null)
    {
        var errors = new ParameterErrors();
        errors.Text(nameof(device), device, 64);
        var most = errors.Integer(nameof(limit), limit, 1, 500, 50);
        return errors.Any ? errors.ToProblem()
            : TypedResults.Ok<IReadOnlyList<DrillAnswer>>([.. (await reader.ListAsync(device, before, most, cancellationToken)).Select(DrillAnswer.Of)]);
    }

    private static async Task<Results<Ok<DrillAnswer>, ProblemHttpResult>> FindAsync(long id, IDrillReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(id, cancellationToken) is { } row ? TypedResults.Ok(DrillAnswer.Of(row)) : NotFound("unknown_drill", "No drill has this identity.");

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> StillAsync(long id, IDrillReader reader, CancellationToken cancellationToken) =>
        await reader.FindStillAsync(id, cancellationToken) is { } still ? TypedResults.File(still, "image/jpeg") : NotFound("unknown_still", "No still is stored for this drill.");

    private static async Task<Results<Ok<RetrievabilityAnswer>, ValidationProblem>> MeasureAsync(
        IDrillReader reader, TimeProvider time, CancellationToken cancellationToken, string? from = null, string? to = null)
    {
        var errors = new ParameterErrors();
        var end = errors.Instant(nameof(to), to) ?? time.GetUtcNow();
        var begin = errors.Instant(nameof(from), from) ?? end - DefaultWindow;
        errors.Require(begin < end, nameof(from), "Must lie before 'to'; the window is closed-open.");
        return errors.Any ? errors.ToProblem() : TypedResults.Ok(RetrievabilityAnswer.Of(begin, end, await reader.MeasureAsync(begin, end, cancellationToken)));
    }

    private static async Task<Ok<IReadOnlyList<DrillNight>>> NightsAsync(IDrillReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok(await reader.ListNightsAsync(60, cancellationToken));

    private static async Task<Results<Accepted<DrillAnswer>, ValidationProblem, ProblemHttpResult>> RequestAsync(
        DrillForm form, IDrillReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new ParameterErrors();
        var at = errors.Instant("at", form.At);
        errors.Require(at is not null, "at", ApiInstant.Rule);
        errors.Require(at is null || at < time.GetUtcNow(), "at", "Lies in the future: there is no footage of it.");
        errors.Require(!string.IsNullOrWhiteSpace(form.Device), "device", "The code of a camera.");
        errors.Require(form.Seconds is null or (>= 1 and <= 60), "seconds", "A whole number from 1 to 60.");
        errors.Require(!string.IsNullOrWhiteSpace(form.Person), "person", "Say who asks.");
        errors.Text("person", form.Person, MaxText);
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        return await reader.RequestAsync(form.Device!, at!.Value, form.Seconds ?? 10, form.Person!.Trim(), cancellationToken) is { } id
            && await reader.FindAsync(id, cancellationToken) is { } row
                ? TypedResults.Accepted(FormattableString.Invariant($"/api/v1/drills/{id}"), DrillAnswer.Of(row))
                : NotFound("unknown_device", "No camera of the register has this code.");
    }

    private static async Task<Ok<IReadOnlyList<RecordingAnswer>>> RecordingsAsync(IDrillReader reader, CancellationToken cancellationToken) =>
        TypedResults.Ok<IReadOnlyList<RecordingAnswer>>([.. (await reader.ReadRecordingsAsync(null, cancellationToken)).Select(row => RecordingAnswer.Of(row, null))]);

    private static async Task<Results<Ok<RecordingAnswer>, ProblemHttpResult>> RecordingAsync(string code, IDrillReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        if (await reader.ReadRecordingsAsync(code, cancellationToken) is not [var row])
        {
            return NotFound("unknown_device", "No camera of the register has this code.");
        }

        var gaps = await reader.ReadGapsAsync(code, time.GetUtcNow().AddDays(-row.RequiredDays), cancellationToken);
        return TypedResults.Ok(RecordingAnswer.Of(row, gaps));
    }

    private static ProblemHttpResult NotFound(string title, string detail) => TypedResults.Problem(statusCode: StatusCodes.Status404NotFound, title: title, detail: detail);
}
