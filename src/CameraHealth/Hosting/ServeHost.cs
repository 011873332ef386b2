using System.Net;
using System.Net.Sockets;
using CameraHealth.Storage;
using CameraHealth.Storage.Credentials;
using CameraHealth.Web;
using CameraHealth.Worker;
using Serilog;
using Serilog.Events;

namespace CameraHealth.Hosting;

/// <summary>Runs the roles in one process until it is told to stop.</summary>
internal static class ServeHost
{
    // A supervisor that asks for an end expects it within ten seconds.
    private static readonly TimeSpan ShutdownTimeout = TimeSpan.FromSeconds(8);

    /// <summary>Serves until SIGTERM or SIGINT.</summary>
    public static async Task RunAsync(ServeOptions options, CancellationToken cancellationToken)
    {
        if (ListenAddressPolicy.Check(options.Urls, options.AllowAnonymous) is { } refused)
        {
            throw new UsageException(refused);
        }

        // Before the fleet is claimed: a second start by mistake must not take it from the first and then fail to listen.
        EnsureFree(options.Urls);
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ContentRootPath = AppContext.BaseDirectory });
        builder.Configuration.AddEnvironmentVariables("CAMERAHEALTH_");
        await using var home = await DatabaseHome.OpenAsync(builder.Configuration, options.DataFolder, cancellationToken);
        if (await home.MigrateAsync(cancellationToken) is { Count: > 0 } applied)
        {
            await Console.Out.WriteLineAsync(Text.Of("Migrated", string.Join(", ", applied)));
        }

        await using var app = Build(builder, options, home);
        await app.RunAsync(cancellationToken);
    }

    private static WebApplication Build(WebApplicationBuilder builder, ServeOptions options, DatabaseHome home)
    {
        builder.Host.UseSerilog(ConfigureLog);
        builder.WebHost.UseUrls([.. options.Urls]).ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        builder.Services.Configure<HostOptions>(host => host.ShutdownTimeout = ShutdownTimeout);
        builder.Services.AddCameraHealthStorage(home.Options);
        if (options.Role is Role.All or Role.Worker)
        {
            builder.Services.AddCameraHealthWorkerStorage(WorkerKey.LoadOrCreate(home.DataFolder));
            AddWorker(builder);
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

    private static void AddWorker(WebApplicationBuilder builder)
    {
        try
        {
            builder.Services.AddCameraHealthWorker(builder.Configuration);
        }
        catch (WorkerOptionsException exception)
        {
            throw new UsageException(exception.Message);
        }
    }

    private static void ConfigureLog(HostBuilderContext context, LoggerConfiguration log) => log
        .MinimumLevel.Information()
        .MinimumLevel.Override("Microsoft", LogEventLevel.Warning)
        .MinimumLevel.Override("Microsoft.Hosting.Lifetime", LogEventLevel.Information)
        .MinimumLevel.Override("Quartz", LogEventLevel.Warning)
        // /readyz tells it to whoever asks; a starter that asks ten times a second must not fill the log with "not ready yet".
        .MinimumLevel.Override("Microsoft.Extensions.Diagnostics.HealthChecks", LogEventLevel.Fatal)
        .ReadFrom.Configuration(context.Configuration)
        .WriteTo.Console(
            outputTemplate: "{Timestamp:yyyy-MM-ddTHH:mm:ss.fffzzz} {Level:u3} {SourceContext} {Message:lj}{NewLine}{Exception}", formatProvider: System.Globalization.CultureInfo.InvariantCulture);

    private static void EnsureFree(IEnumerable<string> urls)
    {
        foreach (var url in urls)
        {
            if (!Uri.TryCreate(url, UriKind.Absolute, out var uri) || !IPAddress.TryParse(uri.Host.Trim('[', ']'), out var address) || uri.Port == 0)
            {
                continue;
            }

            try
            {
                using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
                socket.SetSocketOption(SocketOptionLevel.Socket, SocketOptionName.ReuseAddress, true);
                socket.Bind(new IPEndPoint(address, uri.Port));
            }
            catch (SocketException exception)
            {
                throw new CannotRunException(Text.Of("AddressTaken", url, exception.Message), exception);
            }
        }
    }
}
