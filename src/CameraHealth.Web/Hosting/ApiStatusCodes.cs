using Microsoft.AspNetCore.Builder;

namespace CameraHealth.Web.Hosting;

internal static class ApiStatusCodes
{
    /// <summary>Gives bodiless errors under <c>/api</c> (no such address, wrong method) the same form as all others.</summary>
    public static void UseStatusCodePagesForApi(this WebApplication app) => app.UseWhen(
        static context => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase),
        static api => api.UseStatusCodePages());
}
