using Microsoft.AspNetCore.Http;

namespace CameraHealth.Web.Hosting;

/// <summary>A write through the API needs a header that no foreign page can send without being asked first.</summary>
internal static class WriteHeader
{
    public const string Name = "X-CameraHealth";

    public static async ValueTask<object?> RequireAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next) =>
        string.Equals(context.HttpContext.Request.Headers[Name], "1", StringComparison.Ordinal)
            ? await next(context)
            : Results.Problem($"A write needs the header {Name}: 1.", statusCode: StatusCodes.Status403Forbidden, title: "write_header_missing");
}
