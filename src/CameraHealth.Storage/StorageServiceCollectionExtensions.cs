using CameraHealth.Storage.Queries;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace CameraHealth.Storage;

/// <summary>Registration of the storage.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>Queries over the application's role.</summary>
    /// <param name="services">Where to register.</param>
    /// <param name="options">With <see cref="StorageOptions.App"/> set: of a private cluster or an external server.</param>
    public static IServiceCollection AddCameraHealthStorage(this IServiceCollection services, StorageOptions options)
    {
        var connection = options.App ?? throw new ArgumentException("Database:App is not set", nameof(options));
        services.AddSingleton(_ => NpgsqlDataSource.Create(connection));
        services.AddSingleton<FleetQuery>();
        services.AddSingleton<DeviceQuery>();
        services.AddSingleton<AvailabilityQuery>();
        services.AddSingleton<HistoryQuery>();
        return services;
    }
}
