using System.Globalization;
using CameraHealth.Storage.Pictures;
using CameraHealth.Web.Hosting;
using CameraHealth.Web.Pictures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;
using Microsoft.Net.Http.Headers;

namespace CameraHealth.Web.Api;

/// <summary>Pictures of a device, from the store; never from the camera. Whoever gets one is logged.</summary>
internal static class PictureEndpoints
{
    private const int MaxText = 200;

    // Asked for again each time, so that each view is logged; an unchanged picture is not sent again.
    private const string CacheControl = "private, no-cache";

    public static void MapPictures(this IEndpointRouteBuilder endpoints)
    {
        var device = endpoints.MapGroup("/api/v1/devices/{code}").WithTags("pictures").ProducesProblem(StatusCodes.Status503ServiceUnavailable);
        device.MapGet("/pictures", ListAsync).WithSummary("Stored pictures of a device: newest, last good, references, candidates, evidence. Without bytes.");
        device.MapGet("/pictures/{id:long}", ViewAsync).WithSummary("A stored picture (JPEG). The view is logged.").Produces(StatusCodes.Status200OK, contentType: "image/jpeg");
        device.MapGet("/picture", ViewNewestAsync).WithSummary("The newest picture (JPEG). The view is logged.").Produces(StatusCodes.Status200OK, contentType: "image/jpeg");
        device.MapGet("/sharpness", ReadSharpnessAsync).WithSummary("Sharpness of the pictures of the last 30 days, and when the lens is to be cleaned; null: not to be told.");
        device.MapPost("/picture/reference", AcceptAsync).WithSummary("Accepts a stored picture as the view that later ones are compared with.").AddEndpointFilter(WriteHeader.RequireAsync);
    }

    private static async Task<Results<Ok<PicturesAnswer>, ProblemHttpResult>> ListAsync(string code, IPictureReader reader, CancellationToken cancellationToken) =>
        await reader.FindAsync(code, cancellationToken) is { } found ? TypedResults.Ok(PicturesAnswer.Of(code, found)) : NotFound();

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> ViewAsync(
        string code, long id, IPictureReader reader, HttpContext context, CancellationToken cancellationToken) => SendAsync(code, id, reader, context, cancellationToken);

    private static Task<Results<FileContentHttpResult, ProblemHttpResult>> ViewNewestAsync(
        string code, IPictureReader reader, HttpContext context, CancellationToken cancellationToken) => SendAsync(code, null, reader, context, cancellationToken);

    private static async Task<Results<FileContentHttpResult, ProblemHttpResult>> SendAsync(
        string code, long? id, IPictureReader reader, HttpContext context, CancellationToken cancellationToken)
    {
        // Until there is a sign-in, the address is all that is known of who looks.
        var viewer = $"anonymous {context.Connection.RemoteIpAddress}";
        if (await reader.ViewAsync(code, id, viewer, cancellationToken) is not { } picture)
        {
            return NotFound();
        }

        context.Response.Headers.CacheControl = CacheControl;
        var tag = new EntityTagHeaderValue(string.Create(CultureInfo.InvariantCulture, $"\"{picture.Id}\""));
        return TypedResults.File(picture.Jpeg, "image/jpeg", entityTag: tag, lastModified: picture.TakenAt);
    }

    private static async Task<Results<Ok<SharpnessAnswer>, ProblemHttpResult>> ReadSharpnessAsync(
        string code, IPictureReader reader, TimeProvider time, CancellationToken cancellationToken) =>
        await reader.ReadSharpnessAsync(code, time.GetUtcNow(), cancellationToken) is { } found ? TypedResults.Ok(SharpnessAnswer.Of(found)) : NotFound();

    private static async Task<Results<NoContent, ValidationProblem, ProblemHttpResult>> AcceptAsync(
        string code, ReferenceForm form, IPictureReader reader, CancellationToken cancellationToken)
    {
        var errors = new ParameterErrors();
        errors.Require(form.Picture is > 0, "picture", "The identity of the picture that was looked at.");
        errors.Require(!string.IsNullOrWhiteSpace(form.Person), "person", "Say who accepts it.");
        errors.Text("person", form.Person, MaxText);
        errors.Text("note", form.Note, MaxText);
        if (errors.Any)
        {
            return errors.ToProblem();
        }

        return await reader.AcceptAsync(code, form.Picture!.Value, form.Person!.Trim(), form.Note, cancellationToken) switch
        {
            Acceptance.Accepted => TypedResults.NoContent(),
            Acceptance.PictureGone => NotFound(),
            _ => TypedResults.Problem(
                statusCode: StatusCodes.Status409Conflict, title: "picture_faulty", detail: "The picture has a finding of its own; later ones cannot be compared with it."),
        };
    }

    private static ProblemHttpResult NotFound() => TypedResults.Problem(
        statusCode: StatusCodes.Status404NotFound, title: "unknown_device_or_picture", detail: "No device of the register has this code, or no picture of it is stored under this identity.");
}

/// <summary>A view to be accepted.</summary>
internal sealed record ReferenceForm(long? Picture, string? Person, string? Note);
