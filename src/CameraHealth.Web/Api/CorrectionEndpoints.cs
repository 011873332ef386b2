using CameraHealth.Storage.Uptime;
using CameraHealth.Web.Hosting;
using CameraHealth.Web.Kpis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CameraHealth.Web.Api;

/// <summary><c>/api/v1/devices/{code}/corrections</c>. What was measured stays; a correction is a row of its own, and so is its end.</summary>
internal static class CorrectionEndpoints
{
    public static void MapCorrections(this IEndpointRouteBuilder endpoints)
    {
        var corrections = endpoints.MapGroup("/api/v1/devices/{code}/corrections").WithTags("corrections").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        corrections.MapGet("/", ListAsync).WithSummary("What persons said against the measured status, taken back or not, latest first.");
        corrections.MapPost("/", AddAsync).WithSummary("Says what a status really was: who, why, and from when to when.").AddEndpointFilter(WriteHeader.RequireAsync);
        corrections.MapDelete("/{id:long}", TakeBackAsync).WithSummary("Takes a correction back; both stay in the ledger.").AddEndpointFilter(WriteHeader.RequireAsync);
    }

    private static async Task<Results<Ok<IReadOnlyList<CorrectionBody>>, ProblemHttpResult>> ListAsync(string code, IKpiReader reader, CancellationToken cancellationToken) =>
        await reader.ListCorrectionsAsync(code, cancellationToken) is { } found
            ? TypedResults.Ok<IReadOnlyList<CorrectionBody>>([.. found.Select(CorrectionBody.Of)])
            : NotFound();

    private static async Task<Results<Created<CorrectionBody>, ValidationProblem, ProblemHttpResult>> AddAsync(
        string code, CorrectionForm form, IKpiReader reader, TimeProvider time, CancellationToken cancellationToken)
    {
        var errors = new ParameterErrors();
        if (form.ToEntry(code, time.GetUtcNow(), errors) is not { } entry)
        {
            return errors.ToProblem();
        }

        try
        {
            var id = await reader.AddCorrectionAsync(entry, cancellationToken);
            var added = (await reader.ListCorrectionsAsync(code, cancellationToken))?.FirstOrDefault(correction => correction.Id == id);
            return added is null ? NotFound() : TypedResults.Created(new Uri($"/api/v1/devices/{Uri.EscapeDataString(code)}/corrections", UriKind.Relative), CorrectionBody.Of(added));
        }
        catch (UnknownCodeException)
        {
            return NotFound();
        }
        catch (ArgumentOutOfRangeException)
        {
            // By the database's clock.
            errors.Require(false, "to", CorrectionForm.InFuture);
            return errors.ToProblem();
        }
        catch (CorrectionOverlapException)
        {
            return TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "correction_overlaps", detail: "Another correction holds for a part of that time: take it back first.");
        }
    }

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> TakeBackAsync(
        string code, long id, IKpiReader reader, CancellationToken cancellationToken, string? reason = null, string? person = null)
    {
        var errors = new ParameterErrors();
        errors.WhoAndWhy(reason, person);
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        var isKnown = (await reader.ListCorrectionsAsync(code, cancellationToken))?.Any(correction => correction.Id == id) is true;
        return isKnown && await reader.TakeBackCorrectionAsync(id, reason!, person!, cancellationToken) ? TypedResults.NoContent() : NotFound();
    }

    private static ProblemHttpResult NotFound() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "unknown_device_or_correction", detail: "No device of the register has this code, or no current correction of it this identity.");
}
