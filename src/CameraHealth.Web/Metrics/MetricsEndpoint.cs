using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;

namespace CameraHealth.Web.Metrics;

/// <summary><c>/metrics</c> in the Prometheus text format: the fleet, the worker when it runs in this process, and the process itself.</summary>
internal static class MetricsEndpoint
{
    public static void AddFleetMetrics(this IServiceCollection services, WebRoleOptions options)
    {
        services.AddMetrics();
        if (!options.ProcessOnly)
        {
            services.AddSingleton<FleetMetrics>();
            services.AddSingleton<RecordingMetrics>();
        }

        services.AddOpenTelemetry().WithMetrics(metrics => metrics
            .AddMeter("CameraHealth.*")
            .AddRuntimeInstrumentation()
            .AddView(instrument => instrument.Meter.Name is FleetMetrics.MeterName or RecordingMetrics.MeterName

                // The exporter's own limit is 2,000 series a metric; past it devices vanish in one overflow series. It never gives the room of a
                // series back, so the limit holds every device that the process sees in its life.
                ? new MetricStreamConfiguration { CardinalityLimit = options.MaxDevices * FleetMetrics.SeriesPerDevice(instrument.Name) }
                : null)
            .AddPrometheusExporter(exporter =>
            {
                exporter.ScopeInfoEnabled = false;
                exporter.TargetInfoEnabled = false;
                exporter.ScrapeResponseCacheDurationMilliseconds = 0;
            }));
    }

    public static void MapFleetMetrics(this IEndpointRouteBuilder endpoints)
    {
        var exporter = endpoints.MapPrometheusScrapingEndpoint("/metrics");
        if (endpoints.ServiceProvider.GetService<FleetMetrics>() is not { } metrics)
        {
            return;
        }

        var recordings = endpoints.ServiceProvider.GetRequiredService<RecordingMetrics>();
        exporter.Add(endpoint =>
        {
            var scrape = endpoint.RequestDelegate ?? throw new InvalidOperationException("The exporter mapped no handler.");
            endpoint.RequestDelegate = async context =>
            {
                await metrics.PrepareAsync(context.RequestAborted);
                await recordings.PrepareAsync(context.RequestAborted);
                await scrape(context);
            };
        });
    }
}
