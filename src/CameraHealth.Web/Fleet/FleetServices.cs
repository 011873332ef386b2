using CameraHealth.Web.Drills;
using CameraHealth.Web.Kpis;
using CameraHealth.Web.Pictures;
using CameraHealth.Web.Reports;
using CameraHealth.Web.Streams;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace CameraHealth.Web.Fleet;

internal static class FleetServices
{
    /// <summary>One feed of each kind for the whole process, however many people look.</summary>
    public static void AddFleetReading(this IServiceCollection services, WebRoleOptions options)
    {
        services.TryAddSingleton<IFleetReader, StoredFleetReader>();
        services.TryAddSingleton<IKpiReader, StoredKpiReader>();
        services.TryAddSingleton<ISealReader, StoredSealReader>();
        services.TryAddSingleton<IPictureReader, StoredPictureReader>();
        services.TryAddSingleton<IDrillReader, StoredDrillReader>();
        services.TryAddSingleton<IReportReader, StoredReportReader>();
        services.TryAddSingleton<IContractReader, StoredContractReader>();
        services.TryAddSingleton<ITrustReader, StoredTrustReader>();
        services.AddSingleton<FleetFeed>();
        services.AddSingleton<AvailabilityFeed>();
        if (!options.ProcessOnly)
        {
            services.AddHostedService(static provider => provider.GetRequiredService<AvailabilityFeed>());
        }
    }
}
