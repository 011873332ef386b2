using System.Runtime.InteropServices;
using CameraHealth.Simulator.Admin;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.CommandLine;

/// <summary>The program: reads its options, serves the fleet, ends on a signal or with its starter.</summary>
internal static class SimulatorProgram
{
    private const int Stopped = 0;
    private const int WrongUse = 2;
    private const int CannotRun = 3;

    internal static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments.Any(argument => argument is "--help" or "-h"))
        {
            Console.WriteLine(SimulatorOptions.Help);
            return Stopped;
        }

        try
        {
            return await ServeAsync(CommandLineReader.Read(arguments, Environment.GetEnvironmentVariable));
        }
        catch (ScenarioException exception)
        {
            await ComplainAsync(exception.Errors);
            return WrongUse;
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            await ComplainAsync([exception.Message]);
            return CannotRun;
        }
    }

    private static async Task<int> ServeAsync(SimulatorOptions options)
    {
        // Looked up before anything is started: a starter that ends meanwhile must be noticed.
        // No parent in sight (process 0: another PID namespace) is nothing to watch, but a starter that was named must be there.
        var starter = StarterWatch.Find(options.Starter);
        if (starter is null && options.Starter is not null)
        {
            await ComplainAsync([$"--starter: there is no process {options.Starter}"]);
            return CannotRun;
        }

        using var stopping = new CancellationTokenSource();
        using var terminated = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        using var interrupted = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        try
        {
            await using var fleet = await SimulatedFleet.StartAsync(options.Scenario, TimeProvider.System, stopping.Token);
            await using var admin = await SimulatorAdmin.StartAsync(fleet, options.Admin, stopping.Token);
            if (options.FleetCsv is { } file)
            {
                await FleetCsv.WriteAsync(file, fleet.Devices, stopping.Token);
            }

            Console.WriteLine($"ready: {fleet.Devices.Count} devices, admin {admin.Address.GetLeftPart(UriPartial.Authority)}");
            await (starter?.WaitAsync(stopping.Token) ?? Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stopping.Token));
        }
        catch (OperationCanceledException) when (stopping.IsCancellationRequested)
        {
            // A signal: the ordinary end.
        }

        return Stopped;

        void Stop(PosixSignalContext signal)
        {
            signal.Cancel = true;
            stopping.Cancel();
        }
    }

    private static async Task ComplainAsync(IReadOnlyList<string> errors)
    {
        foreach (var error in errors)
        {
            await Console.Error.WriteLineAsync($"camerahealth-simulator: {error}");
        }
    }
}
