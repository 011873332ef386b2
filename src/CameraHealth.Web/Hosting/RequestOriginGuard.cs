using Microsoft.AspNetCore.Http;

namespace CameraHealth.Web.Hosting;

/// <summary>
/// Refuses requests that a foreign page made a browser send: by a name that was pointed at this machine (DNS rebinding; the Host header gives
/// it away), or across origins with a write or a WebSocket, which the same-origin policy does not stop.
/// </summary>
internal sealed class RequestOriginGuard(RequestDelegate next, WebRoleOptions options)
{
    public Task InvokeAsync(HttpContext context)
    {
        var request = context.Request;
        if (!IsHostAllowed(request.Host.Host))
        {
            return RefuseAsync(context, StatusCodes.Status400BadRequest, "host_not_allowed", "The Host header names a host that this server does not answer for.");
        }

        return MayChangeState(request) && !IsSameOrigin(request)
            ? RefuseAsync(context, StatusCodes.Status403Forbidden, "cross_origin", "The request comes from a page of another origin.")
            : next(context);
    }

    private bool IsHostAllowed(string host) =>
        ListenAddressPolicy.IsLoopbackHost(host)
        || options.AllowedHosts.Contains(host, StringComparer.OrdinalIgnoreCase)
        || (options.AllowAnonymous && options.AllowedHosts.Count == 0);

    private static bool MayChangeState(HttpRequest request) =>
        request.Path.StartsWithSegments("/_blazor", StringComparison.OrdinalIgnoreCase)
        || !(HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method) || HttpMethods.IsOptions(request.Method));

    /// <summary>Programs send no Origin; browsers always do on what <see cref="MayChangeState"/> selects.</summary>
    private static bool IsSameOrigin(HttpRequest request) =>
        request.Headers.Origin.Count == 0
        || (Uri.TryCreate(request.Headers.Origin.ToString(), UriKind.Absolute, out var origin)
            && string.Equals(origin.Authority, new Uri($"{request.Scheme}://{request.Host}").Authority, StringComparison.OrdinalIgnoreCase));

    private static Task RefuseAsync(HttpContext context, int status, string title, string detail) =>
        Results.Problem(detail, statusCode: status, title: title).ExecuteAsync(context);
}
