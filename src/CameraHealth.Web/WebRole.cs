using System.Text.Json;
using System.Text.Json.Serialization;
using CameraHealth.Web.Api;
using CameraHealth.Web.Components;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Hosting;
using CameraHealth.Web.Localization;
using CameraHealth.Web.Metrics;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace CameraHealth.Web;

/// <summary>The web role: pages, REST API, metrics and health endpoints over what Postgres holds. It never talks to a camera.</summary>
public static class WebRole
{
    /// <summary>Adds the role's services. The queries of CameraHealth.Storage must be registered too.</summary>
    public static WebApplicationBuilder AddCameraHealthWeb(this WebApplicationBuilder builder, WebRoleOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(options);
        StaticAssets.Locate(builder);
        var services = builder.Services;
        services.AddSingleton(options);
        services.TryAddSingleton(TimeProvider.System);
        services.AddHostedService<ListenAddressGuard>();
        services.AddFleetReading(options);
        services.AddFleetMetrics(options);
        services.AddHealthChecks().AddCheck<DatabaseHealthCheck>("database");
        services.AddProblemDetails();
        services.AddExceptionHandler<FleetUnavailableHandler>();
        services.AddOpenApi("v1");
        services.AddPageLanguage();
        services.ConfigureHttpJsonOptions(json =>
        {
            json.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower, allowIntegerValues: false));
            json.SerializerOptions.NumberHandling = JsonNumberHandling.Strict;
        });

        // Nothing outlives a restart that these keys protect while there is no sign-in: pages reload by themselves then.
        services.AddDataProtection().UseEphemeralDataProtectionProvider();
        services.AddRazorComponents().AddInteractiveServerComponents();
        return builder;
    }

    /// <summary>Adds the role's middleware and endpoints.</summary>
    public static WebApplication MapCameraHealthWeb(this WebApplication app)
    {
        ArgumentNullException.ThrowIfNull(app);
        app.UseMiddleware<SecurityHeaders>();
        app.UseMiddleware<RequestOriginGuard>();
        app.UseExceptionHandler();
        app.UseErrorBodies();
        if (app.Services.GetRequiredService<WebRoleOptions>().ProcessOnly)
        {
            app.MapHealth();
            app.MapFleetMetrics();
            return app;
        }

        app.UseMiddleware<LanguageChoice>();
        app.UseRequestLocalization(app.Services.GetRequiredService<IOptions<RequestLocalizationOptions>>().Value);
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapHealth();
        app.MapFleetMetrics();
        app.MapOpenApi("/openapi/{documentName}.json");
        app.MapDevices();
        app.MapPictures();
        app.MapDrills();
        app.MapReports();
        app.MapHours();
        app.MapMaintenance();
        app.MapCorrections();
        app.MapSeals();
        app.MapKpis();
        app.MapRazorComponents<App>()
            .AddInteractiveServerRenderMode(server => server.ContentSecurityFrameAncestorsPolicy = "'none'");
        return app;
    }
}
