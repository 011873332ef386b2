using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace CameraHealth.Web.Hosting;

internal static class ErrorBodies
{
    /// <summary>Gives bodiless errors a form: problem+json under <c>/api</c> (no such address, wrong method), a page elsewhere.</summary>
    public static void UseErrorBodies(this WebApplication app)
    {
        app.UseStatusCodePagesWithReExecute("/not-found", createScopeForStatusCodePages: true);
        app.UseWhen(IsApi, static api => api.UseStatusCodePages());
    }

    private static bool IsApi(HttpContext context) => context.Request.Path.StartsWithSegments("/api", StringComparison.OrdinalIgnoreCase);
}
