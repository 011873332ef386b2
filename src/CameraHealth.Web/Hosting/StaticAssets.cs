using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.FileProviders;

namespace CameraHealth.Web.Hosting;

/// <summary>
/// Finds the role's static files next to the program, whatever the working directory and environment are. By itself ASP.NET Core reads the
/// build output's manifest in Development only, and looks for a published wwwroot in the working directory.
/// </summary>
internal static class StaticAssets
{
    public static void Locate(WebApplicationBuilder builder)
    {
        var environment = builder.Environment;
        var beside = AppContext.BaseDirectory;
        if (File.Exists(Path.Combine(beside, $"{environment.ApplicationName}.staticwebassets.runtime.json")))
        {
            builder.WebHost.UseStaticWebAssets();
        }
        else if (Directory.Exists(Path.Combine(beside, "wwwroot")))
        {
            environment.WebRootPath = Path.Combine(beside, "wwwroot");
            environment.WebRootFileProvider = new PhysicalFileProvider(environment.WebRootPath);
        }
    }
}
