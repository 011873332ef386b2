using CameraHealth.Storage;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using CameraHealth.Web;
using CameraHealth.Worker;
using Npgsql;
using Serilog;

namespace CameraHealth.Hosting;

/// <summary>Runs the roles in one process until it is told to stop.</summary>
internal static class ServeHost
{
    // A supervisor that asks for an end expects it within ten seconds.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Serves until SIGTERM or SIGINT.</summary>
    /// <exception cref="UsageException">Options or settings are wrong; every error.</exception>
    /// <exception cref="CannotRunException">An address is taken, or the database cannot be used.</exception>
    public static async Task RunAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables("CAMERAHEALTH_");
        AddSettings(builder, options);

        // Before the fleet is claimed: a second start by mistake must not take it from the first and then fail to listen.
        ListenAddresses.EnsureFree(options.Urls);
        await using var home = await DatabaseHome.OpenAsync(builder.Configuration, options.DataFolder, cancellationToken);
        await MigrateAsync(builder, options, home, cancellationToken);
        await using var app = Build(builder, options, home);
        var services = app.Services.GetServices<IHostedService>().OfType<BackgroundService>().ToList();
        await app.RunAsync(cancellationToken);

        // A service that failed stopped the host, and must not read as an end that was asked for.
        if (services.Select(service => service.ExecuteTask?.Exception?.GetBaseException()).FirstOrDefault(failure => failure is not (null or OperationCanceledException)) is { } failure)
        {
            throw failure is WorkerOptionsException wrong ? new UsageException(TextOf(wrong)) : new CannotRunException(Text.Of("ProgramFailed", failure), failure);
        }
    }

    // Away is no reason for a worker that knows its fleet not to poll: the migration follows when the database is back.
    private static async Task MigrateAsync(WebApplicationBuilder builder, ServeOptions options, DatabaseHome home, CancellationToken cancellationToken)
    {
        try
        {
            await home.MigrateAndTellAsync(cancellationToken);
        }
        catch (CannotRunException exception) when (exception.InnerException is NpgsqlException && options.Role != Role.Web && LocalFleet.IsThere(home.DataFolder))
        {
            await Console.Error.WriteLineAsync(Text.Of("PollsFromCopy", exception.Message));
            builder.Services.AddHostedService(_ => new LateMigration(home));
        }
    }

    // Everything that can be wrong with the settings is told before anything is started.
    private static void AddSettings(WebApplicationBuilder builder, ServeOptions options)
    {
        List<string> errors = [.. LogSettings.Check(builder.Configuration), .. DatabaseHome.Check(builder.Configuration)];
        try
        {
            if (options.Role is Role.All or Role.Worker)
            {
                builder.Services.AddCameraHealthWorker(builder.Configuration);
            }
        }
        catch (WorkerOptionsException exception)
        {
            errors.Add(TextOf(exception));
        }

        if (errors.Count > 0)
        {
            throw new UsageException(string.Join(Environment.NewLine, errors));
        }
    }

    private static WebApplication Build(WebApplicationBuilder builder, ServeOptions options, DatabaseHome home)
    {
        builder.Host.UseSerilog(LogSettings.Apply);
        builder.WebHost.UseUrls([.. options.Urls]).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddCameraHealthStorage(home.Options);
        if (home.Cluster is { } cluster)
        {
            builder.Services.AddHostedService(provider => ActivatorUtilities.CreateInstance<ClusterKeeper>(provider, cluster));
        }

        if (options.Role is Role.All or Role.Worker)
        {
            builder.Services.AddCameraHealthWorkerStorage(WorkerKey.LoadOrCreate(home.DataFolder), home.DataFolder).AddCameraHealthSpool(home.DataFolder);
        }

        builder.AddCameraHealthWeb(new WebRoleOptions
        {
            AllowAnonymous = options.AllowAnonymous,
            AllowedHosts = builder.Configuration.GetSection("Web:AllowedHosts").Get<string[]>() ?? [],
            ProcessOnly = options.Role == Role.Worker,
        });
        var app = builder.Build();
        app.MapCameraHealthWeb();
        return app;
    }

    private static string TextOf(WorkerOptionsException exception) => string.Join(Environment.NewLine, exception.Errors.Select(Text.Of));
}
