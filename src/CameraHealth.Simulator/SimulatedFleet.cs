using System.Net.Sockets;
using CameraHealth.Simulator.Media;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator;

/// <summary>Fake cameras and recorders that really listen, on loopback, until disposed.</summary>
/// <remarks>
/// The given clock drives what devices show and judge: their time, nonces, locks. Sockets and the pace of streams are real time.
/// </remarks>
public sealed class SimulatedFleet : IAsyncDisposable
{
    private readonly Broadcast _broadcast = new();
    private readonly Dictionary<string, SimulatedDevice> _byCode;

    private SimulatedFleet(Scenario scenario, TimeProvider timeProvider)
    {
        Devices = [.. scenario.Devices.Select(device => new SimulatedDevice(device, _broadcast, timeProvider))];
        _byCode = Devices.ToDictionary(device => device.Code, StringComparer.Ordinal);
    }

    /// <summary>All devices in the order of the scenario.</summary>
    public IReadOnlyList<SimulatedDevice> Devices { get; }

    /// <summary>A device by its code.</summary>
    /// <exception cref="KeyNotFoundException">There is none.</exception>
    public SimulatedDevice this[string code] => _byCode[code];

    /// <summary>Starts every device; all ports listen (or, by their fault, refuse) when this returns.</summary>
    /// <exception cref="ScenarioException">A rule of the scenario is broken; all broken rules are named.</exception>
    /// <exception cref="IOException">A port cannot be opened; nothing is left listening.</exception>
    public static async Task<SimulatedFleet> StartAsync(Scenario scenario, TimeProvider timeProvider, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        ArgumentNullException.ThrowIfNull(timeProvider);
        var errors = ScenarioRules.Broken(scenario);
        if (errors.Count > 0)
        {
            throw new ScenarioException(errors);
        }

        var fleet = new SimulatedFleet(scenario, timeProvider);
        try
        {
            foreach (var device in fleet.Devices)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await StartAsync(device);
            }
        }
        catch
        {
            await fleet.DisposeAsync();
            throw;
        }

        return fleet;
    }

    /// <summary>A device by its code, or null.</summary>
    public SimulatedDevice? Find(string code) => _byCode.GetValueOrDefault(code);

    /// <summary>Sets the fault of one device; see <see cref="SimulatedDevice.SetFaultAsync"/>.</summary>
    /// <exception cref="KeyNotFoundException">There is no such device.</exception>
    public Task SetFaultAsync(string code, DeviceFault fault, TimeSpan? clockOffset = null) => this[code].SetFaultAsync(fault, clockOffset);

    /// <summary>Closes every port and cuts every connection.</summary>
    public async ValueTask DisposeAsync()
    {
        await Task.WhenAll(Devices.Select(device => device.StopAsync()));
        await _broadcast.DisposeAsync();
    }

    private static async Task StartAsync(SimulatedDevice device)
    {
        try
        {
            await device.StartAsync();
        }
        catch (SocketException exception)
        {
            var ports = device.OnvifPort is { } onvif ? $"{onvif} or {device.RtspPort}" : $"{device.RtspPort}";
            throw new IOException($"{device}: cannot listen on {device.Address}, port {ports}: {exception.Message}", exception);
        }
    }
}
