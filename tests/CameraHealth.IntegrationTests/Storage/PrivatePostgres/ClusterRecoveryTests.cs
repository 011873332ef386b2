using System.Diagnostics;
using System.Globalization;
using CameraHealth.IntegrationTests.Program;
using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.PrivatePostgres;

/// <summary>What power cuts, kills and moves leave behind.</summary>
public sealed class ClusterRecoveryTests : IDisposable
{
    private readonly ScratchFolder _scratch = new();

    private string PidFile => Path.Combine(_scratch.Data, "postgres", "data", "postmaster.pid");

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Cluster_that_outlived_its_killed_owner_is_adopted_and_stopped_by_the_last_user()
    {
        await using (var serve = await ServeProcess.StartAsync(["--role", "web", "--data", _scratch.Data], []))
        {
            await serve.KillAsync();
        }

        File.Exists(PidFile).ShouldBeTrue();
        await using (var cluster = await StartAsync())
        {
            cluster.WasRunning.ShouldBeTrue();
            (await ScalarAsync(cluster, "select count(*) from poll_policies")).ShouldBe(1L);
        }

        File.Exists(PidFile).ShouldBeFalse();
    }

    [Fact]
    public async Task Server_that_was_killed_is_started_again_with_everything_that_was_committed()
    {
        var first = await StartAsync();
        await DatabaseMigrator.MigrateAsync(first.ToStorageOptions().Owner + ";Pooling=false", TestContext.Current.CancellationToken);
        await ScalarAsync(first, "insert into sites (code, name) values ('S', 'kept')");
        await KillServerAsync();
        await using var second = await StartAsync();
        second.WasRunning.ShouldBeFalse();
        (await ScalarAsync(second, "select name from sites")).ShouldBe("kept");
        await first.DisposeAsync();
        File.Exists(PidFile).ShouldBeTrue();
    }

    [Fact]
    public async Task Process_of_somebody_else_that_has_the_old_servers_number_does_not_keep_the_new_one_from_starting()
    {
        var first = await StartAsync();
        await KillServerAsync();
        using var stranger = StartAsServer("/bin/sleep", "600");
        var lines = await File.ReadAllLinesAsync(PidFile, TestContext.Current.CancellationToken);
        lines[0] = stranger.Id.ToString(CultureInfo.InvariantCulture);
        await File.WriteAllLinesAsync(PidFile, lines, TestContext.Current.CancellationToken);
        try
        {
            await using var second = await StartAsync();
            second.WasRunning.ShouldBeFalse();
            stranger.HasExited.ShouldBeFalse();
            await first.DisposeAsync();
        }
        finally
        {
            stranger.Kill();
        }
    }

    [Fact]
    public async Task Moved_data_folder_and_a_new_one_in_its_place_run_side_by_side()
    {
        await (await StartAsync()).DisposeAsync();
        var moved = _scratch.PathOf("moved");
        Directory.Move(_scratch.Data, moved);
        await using var there = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataFolder = moved }, TimeProvider.System, TestContext.Current.CancellationToken);
        await using var here = await StartAsync();
        here.WasRunning.ShouldBeFalse();
        string.Equals(here.SocketFolder, there.SocketFolder, StringComparison.Ordinal).ShouldBeFalse();
    }

    [Fact]
    public async Task Socket_that_somebody_cleaned_away_is_made_anew()
    {
        var first = await StartAsync();
        Directory.Delete(first.SocketFolder, true);
        await using var second = await StartAsync();
        (await ScalarAsync(second, "select 1")).ShouldBe(1);
        await first.DisposeAsync();
    }

    private async Task KillServerAsync()
    {
        NpgsqlConnection.ClearAllPools();
        using var server = Process.GetProcessById(int.Parse((await File.ReadAllLinesAsync(PidFile, TestContext.Current.CancellationToken))[0], CultureInfo.InvariantCulture));
        server.Kill();
        await server.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    // PostgreSQL can only be misled by a process that its own user may signal.
    private static Process StartAsServer(params string[] command) => Process.Start(
        Environment.IsPrivilegedProcess ? new ProcessStartInfo("setpriv", ["--reuid=postgres", "--regid=postgres", "--clear-groups", .. command]) : new ProcessStartInfo(command[0], command[1..]))!;

    private static async Task<object?> ScalarAsync(PrivateCluster cluster, string sql)
    {
        await using var source = NpgsqlDataSource.Create(cluster.ConnectionString(DatabaseRoles.App, PrivateCluster.DatabaseName) + ";Pooling=false");
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync(TestContext.Current.CancellationToken);
    }

    private Task<PrivateCluster> StartAsync() =>
        PrivateCluster.StartAsync(new PrivateClusterOptions { DataFolder = _scratch.Data }, TimeProvider.System, TestContext.Current.CancellationToken);
}
