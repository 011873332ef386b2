using System.Globalization;
using CameraHealth.IntegrationTests.Program;
using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Storage.PrivatePostgres;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.PrivatePostgres;

/// <summary>The program as other users than the tester's start it.</summary>
public sealed class ClusterUserTests : IDisposable
{
    private const string OrdinaryUser = "nobody";

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Ordinary_user_makes_uses_and_stops_a_cluster_of_its_own()
    {
        var migrated = await RunAsOrdinaryAsync("db", "migrate", "--data", _scratch.Data);
        migrated.ExitCode.ShouldBe(0, migrated.Errors);
        migrated.Output.ShouldContain("Initial");
        File.Exists(Path.Combine(_scratch.Data, "postgres", "data", "PG_VERSION")).ShouldBeTrue();
        File.Exists(Path.Combine(_scratch.Data, "postgres", "data", "postmaster.pid")).ShouldBeFalse();
        var again = await RunAsOrdinaryAsync("db", "migrate", "--data", _scratch.Data);
        again.ExitCode.ShouldBe(0, again.Errors);
        again.Output.ShouldNotContain("Initial");
        (await ExternalTool.RunAsync("stat", "coreutils", ["-c", "%U", Path.Combine(_scratch.Data, "postgres", "data")], environment: null)).Output.Trim()
            .ShouldBe(Environment.IsPrivilegedProcess ? OrdinaryUser : Environment.UserName);
    }

    [Fact]
    public async Task Without_server_programs_the_program_says_what_to_install_and_ends_with_3()
    {
        var empty = Directory.CreateDirectory(_scratch.PathOf("empty")).FullName;
        var result = await CameraHealthProgram.RunAsync(["db", "migrate", "--data", _scratch.Data], [CameraHealthProgram.Setting("Database:BinFolder", empty)]);
        result.ExitCode.ShouldBe(3);
        result.Errors.ShouldContain("apt-get install postgresql-15");
        result.Errors.ShouldContain("create_main_cluster = false");
        result.Errors.ShouldNotContain("   at ");
        PrivateCluster.IsMade(_scratch.Data).ShouldBeFalse();
    }

    // A copy in a folder that everybody may enter: the tester's own may be closed.
    private async Task<ToolResult> RunAsOrdinaryAsync(params string[] arguments)
    {
        if (!Environment.IsPrivilegedProcess)
        {
            return await CameraHealthProgram.RunAsync(arguments);
        }

        var copy = _scratch.PathOf("program");
        if (!Directory.Exists(copy))
        {
            await ShouldSucceedAsync("cp", "-r", AppContext.BaseDirectory, copy);
            await ShouldSucceedAsync("chmod", "-R", "a+rX", copy);
            await ShouldSucceedAsync("install", "-d", "-o", OrdinaryUser, _scratch.Data, _scratch.PathOf("home"));
        }

        string[] user = [$"--reuid={OrdinaryUser}", "--regid=nogroup", "--clear-groups"];
        var start = CameraHealthProgram.StartInfo("setpriv", [.. user, Path.Combine(copy, "camerahealth"), .. arguments], [new("HOME", _scratch.PathOf("home"))]);
        start.Environment.Remove("XDG_RUNTIME_DIR");
        return await ExternalTool.RunAsync(start, "util-linux");
    }

    private static async Task ShouldSucceedAsync(string tool, params string[] arguments)
    {
        var result = await ExternalTool.RunAsync(tool, "coreutils", arguments, environment: null);
        result.ExitCode.ShouldBe(0, string.Create(CultureInfo.InvariantCulture, $"{tool}: {result.Errors}"));
    }
}
