using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Probing.Contracts;
using CameraHealth.Monitoring.Probing.Pictures;
using CameraHealth.Storage.Contracts;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Drills;
using CameraHealth.Storage.Events;
using CameraHealth.Storage.Fleet;
using CameraHealth.Storage.Hours;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Logins;
using CameraHealth.Storage.Pictures;
using CameraHealth.Storage.Policies;
using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Recordings;
using CameraHealth.Storage.Sealing;
using CameraHealth.Storage.Trust;
using CameraHealth.Storage.Upkeep;
using CameraHealth.Storage.Uptime;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Npgsql;

namespace CameraHealth.Storage;

/// <summary>Registration of the storage.</summary>
public static class StorageServiceCollectionExtensions
{
    /// <summary>Queries, import and export over the application's role.</summary>
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
        services.AddSingleton<HoursQuery>();
        services.AddSingleton<KpiQuery>();
        services.AddSingleton<StreamSeriesQuery>();
        services.AddSingleton<PictureQuery>();
        services.AddSingleton<EventStore>();
        services.AddSingleton<SharpnessQuery>();
        services.AddSingleton<ReferencePictures>();
        services.AddSingleton<RecordingQuery>();
        services.AddSingleton<DrillQuery>();
        services.AddSingleton<DrillStore>();
        services.AddSingleton<MaintenanceStore>();
        services.AddSingleton<ServiceLifeStore>();
        services.AddSingleton<ViewStore>();
        services.AddSingleton<CorrectionStore>();
        services.AddSingleton<SealStore>();
        services.AddSingleton<DailySums>();
        services.AddSingleton<PolicyStore>();
        services.AddSingleton<ContractStore>();
        services.AddSingleton<TrustStore>();
        services.AddSingleton<FleetImport>();
        services.AddSingleton<FleetExport>();
        return services;
    }

    /// <summary>What a worker needs besides: the register with open credentials, the ledger's writer, the login budget.</summary>
    /// <param name="services">Where <see cref="AddCameraHealthStorage"/> was called.</param>
    /// <param name="key">The worker's key: <see cref="WorkerKey.LoadOrCreate"/>, made known by <see cref="WorkerKey.RegisterAsync"/>.</param>
    /// <param name="dataFolder">Where its copy of the fleet is kept.</param>
    public static IServiceCollection AddCameraHealthWorkerStorage(this IServiceCollection services, CredentialOpener key, string dataFolder)
    {
        services.AddSingleton(key);
        services.AddSingleton<OpenedCredentials>();
        services.AddSingleton<ILocalFleet>(provider => new LocalFleet(dataFolder, provider.GetRequiredService<OpenedCredentials>()));
        services.AddSingleton<IFleetStore, FleetStore>();
        services.TryAddSingleton(new ObservationsOptions());
        services.AddSingleton<IObservationStore>(provider =>
            new ObservationStore(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetRequiredService<ObservationsOptions>().RetentionDays));
        services.AddSingleton<ObservationUpkeep>();
        services.TryAddSingleton(new PicturesOptions());
        services.AddSingleton<PictureStore>();
        services.AddSingleton<PictureUpkeep>();
        services.AddSingleton<RecordingStore>();
        services.AddSingleton<IReferencePictures>(provider => provider.GetRequiredService<ReferencePictures>());
        services.AddSingleton<IContractStore>(provider => provider.GetRequiredService<ContractStore>());
        services.AddSingleton<ITrustStore>(provider => provider.GetRequiredService<TrustStore>());
        services.AddSingleton<HourSums>();
        services.AddSingleton(provider => new LoginBudget(provider.GetRequiredService<NpgsqlDataSource>(), provider.GetService<TimeProvider>() ?? TimeProvider.System));
        services.AddSingleton<ILoginBudget>(provider => provider.GetRequiredService<LoginBudget>());
        return services;
    }
}
