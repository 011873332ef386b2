using System.Threading.Channels;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Drills;
using CameraHealth.Monitoring.Events;
using CameraHealth.Monitoring.Probing;
using CameraHealth.Monitoring.Probing.Contracts;
using CameraHealth.Monitoring.Probing.Pictures;
using CameraHealth.Monitoring.Recordings;
using CameraHealth.Monitoring.Telemetry;
using CameraHealth.Rtsp;
using CameraHealth.Rtsp.Replay;
using CameraHealth.Storage.Events;
using CameraHealth.Storage.Pictures;
using CameraHealth.Storage.Upkeep;
using CameraHealth.Worker.Recorders;
using CameraHealth.Worker.Spooling;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CameraHealth.Worker;

/// <summary>Puts the worker role together.</summary>
public static class WorkerServices
{
    /// <summary>Where the worker keeps what waits for the database.</summary>
    /// <param name="services">Where <see cref="AddCameraHealthWorker"/> was called.</param>
    /// <param name="dataFolder">The spool is its subfolder <c>spool</c>; the last picture of each device lies in <c>pictures</c>.</param>
    public static IServiceCollection AddCameraHealthSpool(this IServiceCollection services, string dataFolder) => services
        .AddSingleton(new SpoolFiles(Path.Combine(dataFolder, "spool")))
        .AddSingleton(new PreviousPictures(Path.Combine(dataFolder, "pictures"), TimeProvider.System));

    /// <summary>Adds the worker. Storage (<see cref="IFleetStore"/>, <see cref="IObservationStore"/>, <see cref="ILoginBudget"/>) is added by the program.</summary>
    /// <exception cref="WorkerOptionsException">Options are wrong; all errors at once.</exception>
    public static IServiceCollection AddCameraHealthWorker(this IServiceCollection services, IConfiguration configuration)
    {
        var reader = new OptionsReader(configuration);
        var options = reader.Read<WorkerOptions>("Worker");
        var networks = reader.Read<CameraNetworksOptions>("CameraNetworks");
        var ownNetwork = reader.Read<OwnNetworkOptions>("OwnNetwork");
        var permits = reader.Read<PollPermitOptions>("PollPermits");
        var observations = reader.Read<ObservationsOptions>(ObservationsOptions.SectionName);
        var spool = reader.Read<SpoolOptions>("Spool");
        var pictures = reader.Read<PicturesOptions>(PicturesOptions.SectionName);
        var recorders = reader.Read<RecorderOptions>("Recorders");
        List<FormattableString> errors = [.. reader.Errors, .. observations.Validate(), .. options.Validate(), .. spool.Validate(), .. networks.Validate(), .. ownNetwork.Validate(), .. permits.Validate(), .. pictures.Validate(), .. recorders.Validate()];
        if (errors.Count > 0)
        {
            throw new WorkerOptionsException(errors);
        }

        services.AddSingleton(options);
        services.AddSingleton(observations);
        services.AddSingleton(pictures);
        services.AddSingleton(recorders);
        services.AddSingleton(new CameraNetworks(networks));
        services.AddSingleton(new PollPermits(permits));
        services.AddSingleton(new DatabaseClock(TimeProvider.System));
        services.AddSingleton(provider => new OwnNetwork(ownNetwork, provider.GetRequiredService<CameraNetworks>(), TimeProvider.System));
        services.AddSingleton(Channel.CreateBounded<AssessedObservation>(new BoundedChannelOptions(options.QueueCapacity) { SingleReader = true }));
        services.AddSingleton(provider => provider.GetRequiredService<Channel<AssessedObservation>>().Reader);
        services.AddSingleton<PollMeters>();
        services.AddSingleton(spool);
        services.AddSingleton(provider =>
        {
            var made = ActivatorUtilities.CreateInstance<Spool>(provider);
            var gate = provider.GetRequiredService<AssessmentGate>();
            provider.GetRequiredService<PollMeters>().WatchSpool(() => gate.Mark(made.Report()));
            return made;
        });
        services.AddSingleton<BatchSettlement>();
        services.AddSingleton(provider => new AssessmentGate(provider.GetRequiredService<Channel<AssessedObservation>>().Writer, provider.GetRequiredService<PollMeters>()));
        services.AddSingleton<StateBook>();
        services.AddSingleton<PollRoster>();
        services.AddSingleton<SweepProgress>();
        AddProbes(services);
        AddRecorders(services);
        services.AddSingleton(provider => new PollPipeline(
            provider.GetServices<IProbe>(),
            provider.GetRequiredService<PollPermits>(),
            provider.GetRequiredService<OwnNetwork>(),
            provider.GetRequiredService<StateBook>(),
            provider.GetRequiredService<AssessmentGate>(),
            provider.GetRequiredService<PollMeters>(),
            provider.GetRequiredService<DatabaseClock>(),
            provider.GetRequiredService<ILogger<PollPipeline>>(),
            provider.GetRequiredService<IPictureSink>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PollDispatcher>(provider, (TimeProvider)provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PollScheduler>(provider, (TimeProvider)provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<BatchWriter>(provider, TimeProvider.System));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SpoolDrain>(provider, TimeProvider.System));
        services.AddSingleton<LocalCopy>();
        services.AddSingleton<FleetKeeper>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<PictureKeeper>(provider, TimeProvider.System));
        services.AddSingleton<IPictureSink>(provider => provider.GetRequiredService<PictureKeeper>());

        // Stopped in the opposite order: the schedule first, the writer after the last poll. The spool is opened by the writer, and read by
        // the keeper before it is drained.
        services.AddHostedService(provider => provider.GetRequiredService<BatchWriter>());
        services.AddHostedService(provider => provider.GetRequiredService<FleetKeeper>());
        services.AddHostedService(provider => provider.GetRequiredService<SpoolDrain>());
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<DailySumsKeeper>(provider, TimeProvider.System));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<SealKeeper>(provider, TimeProvider.System));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ObservationKeeper>(provider, TimeProvider.System));
        services.AddHostedService(provider => provider.GetRequiredService<PictureKeeper>());
        services.AddHostedService(provider => provider.GetRequiredService<RecorderKeeper>());
        services.AddHostedService(provider => provider.GetRequiredService<DrillKeeper>());
        AddEvents(services);
        services.AddHealthChecks().AddCheck<WorkerHealthCheck>("schedule");
        return services;
    }

    private static void AddRecorders(IServiceCollection services)
    {
        services.AddSingleton(provider => new RecorderSurveyor(provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton(provider => new FootageLocator(provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton(provider => new RtspReplay(provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton<IFootageDecoder>(new FfmpegFootage(TimeProvider.System));
        services.AddSingleton<DrillRun>();
        services.AddSingleton<DrillMaker>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RecorderKeeper>(provider, (TimeProvider)provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton<DrillKeeper>();
    }

    private static void AddEvents(IServiceCollection services)
    {
        services.AddSingleton<IPullPointRegister>(provider => provider.GetRequiredService<EventStore>());
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<EventWatch>(provider, (TimeProvider)provider.GetRequiredService<DatabaseClock>()));
        services.AddHostedService(provider => ActivatorUtilities.CreateInstance<EventKeeper>(provider, TimeProvider.System));
    }

    // To add a probe: its file, and one line here. Probes stamp with database time, as everything that is stored.
    private static void AddProbes(IServiceCollection services)
    {
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<DeviceSessions>(provider, (TimeProvider)provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<RecorderChannels>(provider, (TimeProvider)provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton(provider => new RtspProbe(provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton<StreamAddresses>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<TrustBook>(provider, TimeProvider.System));
        services.AddSingleton<RtspHealth>();
        services.AddSingleton<IProbe>(provider => ActivatorUtilities.CreateInstance<HealthProbe>(provider, (TimeProvider)provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<ContractBook>(provider, TimeProvider.System));
        services.AddSingleton<ContractJudge>();
        services.AddSingleton(provider => ActivatorUtilities.CreateInstance<SubStreamProbe>(provider, (TimeProvider)provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton<IProbe>(provider => ActivatorUtilities.CreateInstance<StreamProbe>(provider, (TimeProvider)provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton<IKeyframeDecoder>(new FfmpegDecoder(TimeProvider.System));
        services.AddSingleton<IPictureSource>(provider => ActivatorUtilities.CreateInstance<SnapshotSource>(provider, (TimeProvider)provider.GetRequiredService<DatabaseClock>()));
        services.AddSingleton<IPictureSource, KeyframeSource>();
        services.AddSingleton<PictureExamination>();
        services.AddSingleton<IProbe, PictureProbe>();
    }
}
