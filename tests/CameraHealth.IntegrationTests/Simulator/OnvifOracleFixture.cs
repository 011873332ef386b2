using System.Globalization;
using CameraHealth.Simulator;
using Xunit;

namespace CameraHealth.IntegrationTests.Simulator;

/// <summary>Installs the npm package from its lock file once, and runs the script that reads a device with it.</summary>
public sealed class OnvifOracleFixture : IAsyncLifetime
{
    private readonly string _folder = FindFolder();

    public async ValueTask InitializeAsync()
    {
        if (Directory.Exists(Path.Combine(_folder, "node_modules", "onvif")))
        {
            return;
        }

        var install = await ExternalTool.RunAsync("npm", "npm", ["ci", "--no-audit", "--no-fund"], environment: null, _folder);
        if (install.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm ci failed in {_folder}; it needs a package registry once: {install.Errors}");
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    internal Task<ToolResult> ReadAsync(SimulatedDevice device) => ExternalTool.RunAsync(
        "node",
        "nodejs",
        ["read.js", device.Address.ToString(), device.OnvifPort!.Value.ToString(CultureInfo.InvariantCulture), device.Scenario.User],
        new Dictionary<string, string>(StringComparer.Ordinal) { ["ORACLE_PASSWORD"] = device.Scenario.Password },
        _folder);

    // Upwards from the built tests: the compiler's path of this file is mapped and names no real folder.
    private static string FindFolder()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            var candidate = Path.Combine(folder.FullName, "OnvifOracle");
            if (File.Exists(Path.Combine(candidate, "package-lock.json")))
            {
                return candidate;
            }
        }

        throw new InvalidOperationException("the folder OnvifOracle with package-lock.json was not found above the built tests");
    }
}
