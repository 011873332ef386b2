using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator.Scenarios;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>
/// The program as it stands on one machine: a private Postgres, all roles in one process, and a simulated fleet in another. One for all test classes
/// of the group, which run one after the other; each leaves a program that serves.
/// </summary>
public sealed class ServedFleet : IAsyncLifetime
{
    public const string Group = "Served fleet";

    private static readonly TimeSpan ReadyTimeout = TimeSpan.FromMinutes(2);

    private readonly ScratchFolder _scratch = new();
    private readonly GarbledDevice _garbled = new();
    private readonly HttpClient _admin = new();
    private readonly ConcurrentQueue<ServeProcess> _serves = new();
    private readonly ConcurrentQueue<ToolResult> _runs = new();
    private SimulatorProcess? _simulator;

    internal string Data => _scratch.Data;

    internal FleetDatabase Database => new(Data);

    /// <summary>The program that serves now.</summary>
    internal ServeProcess Serve { get; private set; } = null!;

    /// <summary>Password by code; each unlike every other text in the world.</summary>
    internal Dictionary<string, string> Passwords { get; } = new(StringComparer.Ordinal);

    /// <summary>Everything that was printed so far, by anything that was started.</summary>
    internal string Printed => string.Join('\n', _serves.Select(serve => serve.Log).Concat(_runs.Select(run => run.Output + run.Errors)));

    public async ValueTask InitializeAsync()
    {
        var csv = _scratch.PathOf("fleet.csv");
        _simulator = await SimulatorProcess.StartAsync("--scenario", WriteScenario(), "--fleet-csv", csv, "--admin", "http://127.0.0.1:0");
        _simulator.Ready.ShouldStartWith("ready: ");
        _admin.BaseAddress = new Uri(_simulator.Ready.Split(' ')[^1]);
        await File.AppendAllTextAsync(csv, _garbled.Row(PasswordOf(GarbledDevice.Code)) + "\n");
        var imported = await RunAsync("fleet", "import", csv);
        imported.ExitCode.ShouldBe(0, imported.Errors);
        await StartAsync();
        await Database.HastenAsync();
    }

    /// <summary>Starts the program on the data that is there, and waits until it is ready.</summary>
    internal async Task StartAsync()
    {
        // Everything is logged that can be: what must not be logged at all would show.
        KeyValuePair<string, string>[] settings =
        [
            CameraHealthProgram.Setting("CameraNetworks:AllowLoopback", "true"), CameraHealthProgram.Setting("Serilog:MinimumLevel:Default", "Verbose"),
            CameraHealthProgram.Setting("Serilog:MinimumLevel:Override:Microsoft", "Debug"), CameraHealthProgram.Setting("Serilog:MinimumLevel:Override:Quartz", "Debug"),
        ];
        Serve = await ServeProcess.StartAsync(["--data", Data], settings);
        _serves.Enqueue(Serve);
        await Serve.ReadyAsync(ReadyTimeout);
    }

    /// <summary>Runs the program beside, on the same data folder.</summary>
    internal async Task<ToolResult> RunAsync(params string[] arguments) => await RunAsync(arguments, []);

    internal async Task<ToolResult> RunAsync(string[] arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var run = await CameraHealthProgram.RunAsync([.. arguments, "--data", Data], environment);
        _runs.Enqueue(run);
        return run;
    }

    /// <summary>Probes a device with its password, beside the worker and within the same budget.</summary>
    internal async Task<ToolResult> ProbeAsync(string code, params string[] options)
    {
        var device = await SimulatedAsync(code);
        var target = device.GetProperty("onvifPort") is { ValueKind: JsonValueKind.Number } port
            ? string.Create(CultureInfo.InvariantCulture, $"{device.GetProperty("host")}:{port}")
            : string.Create(CultureInfo.InvariantCulture, $"rtsp://{device.GetProperty("host")}:{device.GetProperty("rtspPort")}/stream1");
        return await RunAsync(["probe", target, "--user", "admin", "--password-env", "SECRET", .. options], [new KeyValuePair<string, string>("SECRET", Passwords[code])]);
    }

    /// <summary>A device as the simulator shows it.</summary>
    internal async Task<JsonElement> SimulatedAsync(string code) =>
        JsonDocument.Parse(await _admin.GetStringAsync(new Uri($"/devices/{code}", UriKind.Relative))).RootElement;

    /// <summary>Waits until every verdict is the expected one. A program that a failed test left stopped is started again.</summary>
    internal async Task JudgedAsync(TimeSpan limit)
    {
        if (Serve.HasEnded)
        {
            await StartAsync();
        }

        var wrong = "";
        await Serve.UntilAsync(
            async () =>
            {
                var devices = await Serve.DevicesAsync();
                devices.Keys.ShouldBe(FleetDevice.Expected.Keys, ignoreOrder: true);
                var misjudged = devices.Values.Where(device => !FleetDevice.Expected[device.Code].Contains(device.Verdict, StringComparer.Ordinal));
                wrong = string.Join("; ", misjudged.Select(device => $"{device.Code}: {device.Verdict}"));
                return wrong.Length == 0;
            },
            limit,
            () => wrong);
    }

    /// <summary>A file of this fleet's tests.</summary>
    internal string PathOf(string name) => _scratch.PathOf(name);

    public async ValueTask DisposeAsync()
    {
        foreach (var serve in _serves)
        {
            await serve.DisposeAsync();
        }

        if (_simulator is not null)
        {
            await _simulator.DisposeAsync();
        }

        await _garbled.DisposeAsync();
        _admin.Dispose();
        _scratch.Dispose();
    }

    private string WriteScenario()
    {
        var block = LoopbackBlock.ForTest();
        var devices = FleetDevice.All.Select((device, i) => device.ToScenario(block[i].ToString(), PasswordOf(device.Code)));
        return _scratch.Write("scenario.json", JsonSerializer.Serialize(new { devices }));
    }

    // Some hold what addresses, XML and CSV give a meaning to.
    private string PasswordOf(string code) => Passwords[code] = Guid.NewGuid().ToString("N") + (Passwords.Count % 2 == 0 ? "" : "@:/&<\"'%");
}

[CollectionDefinition(ServedFleet.Group)]
public sealed class ServedFleetGroup : ICollectionFixture<ServedFleet>;
