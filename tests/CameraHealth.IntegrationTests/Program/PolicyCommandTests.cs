using CameraHealth.IntegrationTests.Simulator;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary><c>policy</c> as a process, over real Postgres.</summary>
public sealed class PolicyCommandTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly ScratchFolder _scratch = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        _scratch.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Policy_is_changed_by_a_person_with_a_reason_and_listed()
    {
        var version = await _database.ScalarAsync<long>("select version from fleet_version");
        var run = await RunAsync("policy", "set", "default", "--picture-interval", "30m", "--picture-deadline", "45", "--dark-is-unhealthy", "false", "--allow-basic", "true", "--person", "A", "--reason", "slow link");
        run.ExitCode.ShouldBe(0, run.Errors);

        var lines = (await RunAsync("policy", "list")).Output;
        lines.ShouldContain("default\tpicture_interval\t1800s");
        lines.ShouldContain("default\tpicture_deadline\t45s");
        lines.ShouldContain("default\tdark_is_unhealthy\tfalse");
        lines.ShouldContain("default\tallow_basic\ttrue");
        lines.ShouldContain("default\thealth_interval\t60s");
        (await _database.ScalarAsync<string>("select concat_ws('|', subject, code, person, reason, before ->> 'AllowBasic', after ->> 'AllowBasic') from audit_log"))
            .ShouldBe("policy|default|A|slow link|false|true");
        (await _database.ScalarAsync<long>("select version from fleet_version")).ShouldBe(version + 1);
    }

    [Theory]
    [InlineData("picture_interval: 62 s không phải bội số của 5 s", "--picture-interval", "62s")]
    [InlineData("stream_receive: 90 s không nằm trong khoảng 1 s đến 60 s", "--stream-receive", "90", "--stream-deadline", "120")]
    [InlineData("Chưa nêu mục nào cần đổi.")]
    [InlineData("--health-interval: cần giá trị, hoặc giá trị chưa đúng.", "--health-interval", "soon")]
    public async Task What_cannot_be_used_is_named_with_its_limits_and_changes_nothing(string error, params string[] options)
    {
        var run = await RunAsync(["policy", "set", "default", .. options, "--person", "A", "--reason", "why"]);
        (run.ExitCode, run.Errors.Trim()).ShouldBe((2, error));
        (await _database.ScalarAsync<long>("select count(*) from audit_log")).ShouldBe(0);
        (await _database.ScalarAsync<TimeSpan>("select picture_interval from poll_policies")).ShouldBe(TimeSpan.FromMinutes(15));
    }

    [Fact]
    public async Task Nothing_is_changed_without_a_name_and_a_reason() =>
        (await RunAsync("policy", "set", "default", "--allow-basic", "true", "--person", "A")).ExitCode.ShouldBe(2);

    [Fact]
    public async Task Application_may_not_rewrite_who_changed_what() =>
        await Should.ThrowAsync<Npgsql.PostgresException>(async () =>
        {
            await using var command = _database.App.CreateCommand("delete from audit_log");
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        });

    private Task<ToolResult> RunAsync(params string[] arguments) =>
        CameraHealthProgram.RunAsync([.. arguments, "--data", _scratch.Data], CameraHealthProgram.Settings(_database));
}
