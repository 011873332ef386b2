using CameraHealth.Storage.Sealing;
using CameraHealth.Web.Kpis;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Routing;

namespace CameraHealth.Web.Api;

/// <summary><c>/api/v1/ledger/seals</c>.</summary>
internal static class SealEndpoints
{
    /// <summary>Days that one answer tells at most.</summary>
    public const int MostDays = 3700;

    private const int DefaultDays = 31;

    public static void MapSeals(this IEndpointRouteBuilder endpoints) => endpoints.MapGet("/api/v1/ledger/seals", ListAsync)
        .WithTags("ledger").ProducesProblem(StatusCodes.Status503ServiceUnavailable)
        .WithSummary("Sealed days with their digests, the latest first. A digest kept outside proves later that the day was not changed.");

    private static async Task<Results<Ok<IEnumerable<SealBody>>, ValidationProblem>> ListAsync(ISealReader reader, CancellationToken cancellationToken, int? days = null)
    {
        var errors = new ParameterErrors();
        errors.Require(days is null or (>= 1 and <= MostDays), nameof(days), $"Must lie between 1 and {MostDays}.");
        return errors.Any ? errors.ToProblem() : TypedResults.Ok((await reader.ListAsync(days ?? DefaultDays, cancellationToken)).Select(SealBody.Of));
    }
}

/// <summary>A sealed day.</summary>
/// <param name="Day">UTC.</param>
/// <param name="Rows">Rows recorded on it.</param>
/// <param name="Digest">SHA-256, hexadecimal.</param>
/// <param name="SealedAt">When.</param>
internal sealed record SealBody(DateOnly Day, int Rows, string Digest, DateTimeOffset SealedAt)
{
    public static SealBody Of(DaySeal seal) => new(seal.Day, seal.Rows, seal.Text, seal.SealedAt);
}
