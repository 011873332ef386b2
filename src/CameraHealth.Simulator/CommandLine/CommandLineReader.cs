using System.Globalization;
using System.Net;
using CameraHealth.Simulator.Admin;
using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.CommandLine;

/// <summary>Reads the command line and names everything that is wrong with it.</summary>
internal sealed class CommandLineReader
{
    private const string DefaultPasswordVariable = "SIMULATOR_PASSWORD";
    private static readonly string[] SizeOptions =
        ["--cameras", "--recorders", "--channels", "--network", "--onvif-port", "--rtsp-port", "--user", "--password-env"];

    private static readonly string[] AllOptions = [.. SizeOptions, "--scenario", "--admin", "--fleet-csv", "--starter"];
    private readonly Dictionary<string, string> _values = new(StringComparer.Ordinal);
    private readonly List<string> _errors = [];
    private readonly Func<string, string?> _environment;

    private CommandLineReader(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        _environment = environment;
        for (var i = 0; i < arguments.Count; i += 2)
        {
            var name = arguments[i];
            if (string.Equals(name, "--password", StringComparison.Ordinal))
            {
                _errors.Add("--password: a password in an argument is shown to every user of this machine; use --password-env NAME");
            }
            else if (!AllOptions.Contains(name, StringComparer.Ordinal))
            {
                // One step only: the next word may be an option again. The word is not repeated if it could be a password.
                _errors.Add(name.StartsWith('-') ? $"{name}: no such option" : string.Create(CultureInfo.InvariantCulture, $"argument {i + 1}: an option is expected"));
                i--;
            }
            else if (i + 1 == arguments.Count || arguments[i + 1].StartsWith("--", StringComparison.Ordinal))
            {
                _errors.Add($"{name}: a value is missing");
                i--;
            }
            else if (!_values.TryAdd(name, arguments[i + 1]))
            {
                _errors.Add($"{name}: is there twice");
            }
        }
    }

    /// <summary>Reads options and, when named, the scenario file.</summary>
    /// <exception cref="ScenarioException">Something is wrong; all of it is named.</exception>
    internal static SimulatorOptions Read(IReadOnlyList<string> arguments, Func<string, string?> environment)
    {
        var reader = new CommandLineReader(arguments, environment);
        var options = reader.Read();
        return reader._errors.Count == 0 ? options : throw new ScenarioException(reader._errors);
    }

    private SimulatorOptions Read()
    {
        var admin = Text("--admin") is not { } text ? new Uri("http://127.0.0.1:18099") : Uri.TryCreate(text, UriKind.Absolute, out var uri) ? uri : null;
        if (!SimulatorAdmin.IsAllowed(admin))
        {
            _errors.Add($"--admin: an address such as http://127.0.0.1:18099 is expected, found '{Text("--admin")}'");
        }

        int? starter = _values.ContainsKey("--starter") ? Number("--starter", 0, 1, int.MaxValue) : null;
        return new SimulatorOptions(ReadScenario(), admin ?? new Uri("http://127.0.0.1"), Text("--fleet-csv"), starter);
    }

    private Scenario ReadScenario()
    {
        if (Text("--scenario") is { } file)
        {
            _errors.AddRange(SizeOptions.Where(_values.ContainsKey).Select(name => $"{name}: not allowed together with --scenario"));
            return Collect(() => ScenarioFile.Load(file));
        }

        var size = new ScenarioSize
        {
            Cameras = Number("--cameras", 10, 0, ScenarioRules.MaxDevices),
            Recorders = Number("--recorders", 0, 0, 1000),
            Channels = Number("--channels", 4, 1, ScenarioRules.MaxChannels),
            Network = Network(),
            OnvifPort = Number("--onvif-port", 8000, 0, 65535),
            RtspPort = Number("--rtsp-port", 8554, 0, 65535),
            User = Text("--user") ?? "admin",
            Password = Password(),
        };
        return Collect(() =>
        {
            var scenario = ScenarioGenerator.Generate(size);
            var broken = ScenarioRules.Broken(scenario);
            return broken.Count == 0 ? scenario : throw new ScenarioException(broken);
        });
    }

    private Scenario Collect(Func<Scenario> make)
    {
        try
        {
            return make();
        }
        catch (ScenarioException exception)
        {
            _errors.AddRange(exception.Errors);
        }
        catch (ArgumentOutOfRangeException)
        {
            _errors.Add("--network: there are not enough loopback addresses behind it for all devices");
        }

        return new Scenario([]);
    }

    private string Password()
    {
        var name = Text("--password-env");
        var value = _environment(name ?? DefaultPasswordVariable);
        if (name is not null && string.IsNullOrEmpty(value))
        {
            _errors.Add($"--password-env: the environment variable {name} is not set");
        }

        return string.IsNullOrEmpty(value) ? DeviceScenario.DefaultPassword : value;
    }

    private IPAddress Network()
    {
        var text = Text("--network") ?? "127.20.0.0";
        if (IPAddress.TryParse(text, out var address) && address.AddressFamily == System.Net.Sockets.AddressFamily.InterNetwork && IPAddress.IsLoopback(address))
        {
            return address;
        }

        _errors.Add($"--network: an address of 127.0.0.0/8 is expected, found '{text}'");
        return IPAddress.Loopback;
    }

    private int Number(string name, int otherwise, int least, int most)
    {
        if (Text(name) is not { } text)
        {
            return otherwise;
        }

        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
        {
            return number;
        }

        _errors.Add(string.Create(CultureInfo.InvariantCulture, $"{name}: {least} to {most} is allowed, found '{text}'"));
        return otherwise;
    }

    private string? Text(string name) => _values.GetValueOrDefault(name);
}
