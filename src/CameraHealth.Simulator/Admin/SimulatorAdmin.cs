using System.Net;

namespace CameraHealth.Simulator.Admin;

/// <summary>The admin API of a fleet, on a loopback address until disposed.</summary>
public sealed class SimulatorAdmin : IAsyncDisposable
{
    private const long MaxRequestBytes = 64 * 1024;
    private readonly WebApplication _application;

    private SimulatorAdmin(WebApplication application)
    {
        _application = application;
        Address = new Uri(application.Urls.First());
    }

    /// <summary>Where it listens; the port is the one in use.</summary>
    public Uri Address { get; }

    /// <summary>Starts the API.</summary>
    /// <param name="fleet">The devices shown and switched.</param>
    /// <param name="address">An http address of a loopback IP; port 0 lets the system choose.</param>
    /// <param name="cancellationToken">Ends the start.</param>
    /// <exception cref="ArgumentException">Not an http address of a loopback IP.</exception>
    /// <exception cref="IOException">The port cannot be opened.</exception>
    public static async Task<SimulatorAdmin> StartAsync(SimulatedFleet fleet, Uri address, CancellationToken cancellationToken)
    {
        if (!IsAllowed(address))
        {
            throw new ArgumentException($"an address such as http://127.0.0.1:18099 is expected, found {address}", nameof(address));
        }

        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel =>
        {
            kestrel.Limits.MaxRequestBodySize = MaxRequestBytes;
            kestrel.Listen(IPAddress.Parse(address.IdnHost), address.Port);
        });
        builder.Services.AddProblemDetails();
        var application = builder.Build();
        application.UseExceptionHandler();
        application.UseStatusCodePages();
        application.Use(next => context => AdminGuard.CheckAsync(context, next));
        AdminEndpoints.Map(application, fleet);
        await application.StartAsync(cancellationToken);
        return new SimulatorAdmin(application);
    }

    /// <summary>Stops listening.</summary>
    public async ValueTask DisposeAsync()
    {
        using var deadline = new CancellationTokenSource(TimeSpan.FromSeconds(1));
        await _application.StopAsync(deadline.Token);
        await _application.DisposeAsync();
    }

    internal static bool IsAllowed(Uri? address) =>
        address is { IsAbsoluteUri: true, AbsolutePath: "/", Query: "", UserInfo: "" }
        && string.Equals(address.Scheme, Uri.UriSchemeHttp, StringComparison.Ordinal)
        && IPAddress.TryParse(address.IdnHost, out var ip)
        && IPAddress.IsLoopback(ip);
}
