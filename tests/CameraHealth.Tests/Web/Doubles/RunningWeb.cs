using CameraHealth.Web;
using CameraHealth.Web.Drills;
using CameraHealth.Web.Fleet;
using CameraHealth.Web.Kpis;
using CameraHealth.Web.Pictures;
using CameraHealth.Web.Reports;
using CameraHealth.Web.Streams;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Xunit;

namespace CameraHealth.Tests.Web.Doubles;

/// <summary>The web role on a free loopback port, over a fleet in memory, in the Production environment.</summary>
internal sealed class RunningWeb : IAsyncDisposable
{
    private readonly WebApplication _app;

    private RunningWeb(WebApplication app)
    {
        _app = app;
        Client = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false }) { BaseAddress = new Uri(app.Urls.First()) };
    }

    public HttpClient Client { get; }

    public IServiceProvider Services => _app.Services;

    public static async Task<RunningWeb> StartAsync(
        StoredFleet fleet, TimeProvider time, WebRoleOptions? options = null, string urls = "http://127.0.0.1:0", Action<IServiceCollection>? configure = null, StoredFigures? figures = null)
    {
        // The static files' manifests bear the program's name.
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions { ApplicationName = "camerahealth", EnvironmentName = "Production" });
        builder.Logging.ClearProviders();
        builder.Configuration["urls"] = urls;
        builder.Services.AddSingleton(time);
        builder.Services.AddSingleton<IFleetReader>(fleet);
        builder.Services.AddSingleton<IPictureReader>(new StoredPictures(fleet));
        builder.Services.AddSingleton<IDrillReader>(new StoredDrills());
        builder.Services.AddSingleton<IReportReader>(new StoredReports());
        builder.Services.AddSingleton<IContractReader>(new StoredContracts(fleet));
        builder.Services.AddSingleton<ITrustReader>(new StoredTrust(fleet));
        builder.Services.AddSingleton<IKpiReader>(figures ?? new StoredFigures(time));
        builder.AddCameraHealthWeb(options ?? new WebRoleOptions());
        configure?.Invoke(builder.Services);
        var app = builder.Build();
        app.MapCameraHealthWeb();
        try
        {
            await app.StartAsync(TestContext.Current.CancellationToken);
        }
        catch
        {
            await app.DisposeAsync();
            throw;
        }

        return new RunningWeb(app);
    }

    public async Task<string> GetAsync(string path)
    {
        using var answer = await Client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);
        return await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        Client.Dispose();
        await _app.DisposeAsync();
    }
}
