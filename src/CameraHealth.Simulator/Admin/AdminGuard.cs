using System.Net;

namespace CameraHealth.Simulator.Admin;

/// <summary>
/// Keeps web pages in a browser on this machine away from the fault switches: the Host must be loopback (no DNS rebinding), and
/// every write needs a header that a foreign page cannot send without being asked first.
/// </summary>
internal static class AdminGuard
{
    internal const string WriteHeader = "X-CameraHealth-Simulator";

    internal static Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        if (!IsLoopback(context.Request.Host.Host))
        {
            return Problem("The Host header must name a loopback address").ExecuteAsync(context);
        }

        if (!HttpMethods.IsGet(context.Request.Method) && !string.Equals(context.Request.Headers[WriteHeader], "1", StringComparison.Ordinal))
        {
            return Problem($"A write needs the header {WriteHeader}: 1").ExecuteAsync(context);
        }

        return next(context);
    }

    private static bool IsLoopback(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host.Trim('[', ']'), out var address) && IPAddress.IsLoopback(address));

    private static IResult Problem(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
