using System.Net.Sockets;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Admin;

/// <summary>Shows the devices and switches their faults.</summary>
internal static class AdminEndpoints
{
    internal static void Map(IEndpointRouteBuilder routes, SimulatedFleet fleet)
    {
        routes.MapGet("/devices", () => fleet.Devices.Select(DeviceView.Of));
        routes.MapGet("/devices/{code}", (string code) => fleet.Find(code) is { } device ? Results.Ok(DeviceView.Of(device)) : NotFound(code));
        routes.MapPut("/devices/{code}/fault", (string code, FaultChange change) => ChangeAsync(fleet, code, change));
        routes.MapPost("/devices/{code}/reset", (string code) => ResetAsync(fleet, code));
    }

    private static async Task<IResult> ChangeAsync(SimulatedFleet fleet, string code, FaultChange change)
    {
        if (fleet.Find(code) is not { } device)
        {
            return NotFound(code);
        }

        if (!ScenarioNames.TryParse<DeviceFault>(change.Fault, out var fault))
        {
            return Invalid($"fault: one of {ScenarioNames.All<DeviceFault>()} is expected, found '{change.Fault}'");
        }

        if (change.ClockOffsetSeconds is { } seconds && !(Math.Abs(seconds) <= SimulatedDevice.MaxClockOffset.TotalSeconds))
        {
            return Invalid($"clockOffsetSeconds: at most {SimulatedDevice.MaxClockOffset.TotalSeconds:F0} either way is allowed");
        }

        try
        {
            if (change.Channel is { } channel)
            {
                device.SetChannelFault(channel, fault);
            }
            else
            {
                await device.SetFaultAsync(fault, change.ClockOffsetSeconds is { } offset ? TimeSpan.FromSeconds(offset) : null);
            }
        }
        catch (ArgumentException exception)
        {
            return Invalid(exception.Message);
        }
        catch (SocketException exception)
        {
            return Results.Problem($"a port of {code} could not be opened again: {exception.Message}", statusCode: StatusCodes.Status503ServiceUnavailable);
        }

        return Results.Ok(DeviceView.Of(device));
    }

    private static async Task<IResult> ResetAsync(SimulatedFleet fleet, string code)
    {
        if (fleet.Find(code) is not { } device)
        {
            return NotFound(code);
        }

        await device.ResetAsync();
        return Results.Ok(DeviceView.Of(device));
    }

    private static IResult NotFound(string code) => Results.Problem($"there is no device {code}", statusCode: StatusCodes.Status404NotFound);

    private static IResult Invalid(string detail) => Results.Problem(detail, statusCode: StatusCodes.Status400BadRequest);
}
