using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Hosting;

namespace CameraHealth.Web.Hosting;

/// <summary>Stops the start when an address is open to others: before the port opens for what configuration says, right after for what code bound.</summary>
internal sealed class ListenAddressGuard(IServer server, IConfiguration configuration, WebRoleOptions options) : IHostedLifecycleService
{
    public Task StartingAsync(CancellationToken cancellationToken)
    {
        Require(Configured().Concat(Addresses()));
        return Task.CompletedTask;
    }

    public Task StartedAsync(CancellationToken cancellationToken)
    {
        Require(Addresses());
        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppingAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    private IEnumerable<string> Addresses() => server.Features.Get<IServerAddressesFeature>()?.Addresses ?? [];

    /// <summary>What Kestrel will read; <c>http_ports</c> (set in container images) means every address, unless <c>urls</c> is given.</summary>
    private IEnumerable<string> Configured()
    {
        var urls = Split(configuration["urls"]);
        var ports = urls.Length > 0
            ? []
            : Split(configuration["http_ports"]).Concat(Split(configuration["https_ports"])).Select(port => $"http://*:{port}");
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>();
        return [.. urls, .. ports, .. endpoints];
    }

    private static string[] Split(string? list) =>
        (list ?? string.Empty).Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    private void Require(IEnumerable<string> urls)
    {
        if (ListenAddressPolicy.Check(urls, options.AllowAnonymous) is { } refusal)
        {
            throw new InvalidOperationException(refusal);
        }
    }
}
