using CameraHealth.IntegrationTests.Simulator;
using CameraHealth.Simulator;
using CameraHealth.Simulator.Scenarios;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary><c>credentials</c> as a process, against simulated devices: one is asked, and only what it accepted reaches the others.</summary>
public sealed class CredentialsCommandTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Wrong = "hunter2-Xq7";
    private const int MostRefusals = 2;

    private readonly ScratchFolder _scratch = new();
    private TestDatabase _database = null!;
    private CredentialOpener _key = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _key = WorkerKey.LoadOrCreate(_scratch.Data);
        await WorkerKey.RegisterAsync(_key, _database.App, "test", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        _scratch.Dispose();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(AuthenticationMode.Digest, true)]
    [InlineData(AuthenticationMode.UsernameToken, true)]
    [InlineData(AuthenticationMode.Digest, false)]
    public async Task Rotation_asks_one_device_and_seals_for_all_what_it_accepted(AuthenticationMode authentication, bool isOnvif)
    {
        await using var fleet = await StartAsync(authentication, isOnvif);
        await RunAsync(0, TestFleet.Password + "-old", "credentials", "set", "CA-1", "--user", "admin");
        var run = await RunAsync(0, TestFleet.Password, "credentials", "rotate", "CA-1");
        run.Output.Trim().ShouldBe("CA-1: đã niêm phong mật khẩu cho 3 thiết bị.");
        run.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(["Đang thử mật khẩu mới trên CAM-1…", "CAM-1 chấp nhận mật khẩu mới."]);
        (await PasswordsAsync()).ShouldBe([TestFleet.Password, TestFleet.Password, TestFleet.Password]);
        fleet["CAM-2"].Counters.OnvifRequests.ShouldBe(0);
        fleet["CAM-2"].Counters.Refusals.ShouldBe(0);
        (await AuditAsync()).ShouldBe(["set admin 3", "rotate admin CAM-1 3"]);

        var list = await RunAsync(0, null, "credentials", "list");
        list.Output.ShouldStartWith("CA-1: tài khoản admin; 3 thiết bị, 3 có mật khẩu hiện tại; đổi lúc ");
    }

    [Theory]
    [InlineData(AuthenticationMode.Digest, true)]
    [InlineData(AuthenticationMode.UsernameToken, true)]
    [InlineData(AuthenticationMode.Digest, false)]
    public async Task Refusal_changes_nothing_is_told_and_is_never_repeated_until_a_device_locks(AuthenticationMode authentication, bool isOnvif)
    {
        await using var fleet = await StartAsync(authentication, isOnvif);
        await RunAsync(0, TestFleet.Password, "credentials", "set", "CA-1", "--user", "admin");
        var sealedBefore = await SealedAsync();
        (await RunAsync(1, Wrong, "credentials", "rotate", "CA-1", "--device", "CAM-2")).Errors.ShouldContain("CAM-2 từ chối mật khẩu mới; không có gì thay đổi.");
        (await SealedAsync()).ShouldBe(sealedBefore);
        (await AuditAsync())[^1].ShouldBe("refused admin CAM-2 0");
        fleet["CAM-2"].Counters.Refusals.ShouldBeInRange(1, MostRefusals);
        fleet["CAM-1"].Counters.Refusals.ShouldBe(0);

        // However often it is tried, the device is not brought to lock its account.
        for (var i = 0; i < 5; i++)
        {
            await RunAsync(null, Wrong + i, "credentials", "rotate", "CA-1", "--device", "CAM-2");
        }

        fleet["CAM-2"].Counters.Refusals.ShouldBeLessThan(5);
        fleet["CAM-2"].Counters.Locked.ShouldBeFalse();
        (await SealedAsync()).ShouldBe(sealedBefore);
    }

    [Fact]
    public async Task Devices_that_cannot_be_asked_prove_nothing_and_the_next_one_is()
    {
        await using var fleet = await TestFleet.StartAsync(
            TestFleet.Camera("A-OFF") with { Fault = DeviceFault.Offline }, TestFleet.Camera("B-OPEN") with { Authentication = AuthenticationMode.None }, TestFleet.Camera("C-GOOD"));
        await ImportAsync(fleet, "A-OFF", "B-OPEN", "C-GOOD");
        var run = await RunAsync(0, TestFleet.Password, "credentials", "rotate", "CA-1", "--user", "admin");
        run.Errors.ShouldContain("A-OFF không trả lời được.");
        run.Errors.ShouldContain("B-OPEN không hỏi mật khẩu nên không chứng minh được gì.");
        run.Errors.ShouldContain("C-GOOD chấp nhận mật khẩu mới.");
        (await RunAsync(3, TestFleet.Password, "credentials", "rotate", "CA-1", "--device", "B-OPEN")).Errors.ShouldContain("không có gì thay đổi");
    }

    [Fact]
    public async Task Address_outside_of_the_camera_networks_is_not_asked()
    {
        await using var fleet = await StartAsync(AuthenticationMode.Digest, true);
        var run = await CameraHealthProgram.RunAsync(
            ["credentials", "rotate", "CA-1", "--user", "admin", "--password-env", "SECRET", "--data", _scratch.Data],
            [.. CameraHealthProgram.Settings(_database), new KeyValuePair<string, string>("SECRET", TestFleet.Password)]);
        run.ExitCode.ShouldBe(3, run.Errors);
        run.Errors.ShouldContain("AddressNotAllowed");
        fleet["CAM-1"].Counters.OnvifRequests.ShouldBe(0);
    }

    [Fact]
    public async Task Mistakes_are_told_before_anything_is_asked_and_no_word_that_may_be_a_password_is_repeated()
    {
        await using var fleet = await StartAsync(AuthenticationMode.Digest, true);
        (await RunAsync(2, Wrong, "credentials", "set", "CA-1")).Errors.ShouldContain("--user");
        (await RunAsync(2, null, "credentials", "set", "CA-1", "--user", "admin")).Errors.ShouldContain("--password-env");
        (await RunAsync(2, Wrong, "credentials", "set", Wrong + " !", "--user", "admin")).Errors.ShouldNotContain(Wrong);
        (await RunAsync(2, Wrong, "credentials", "rotate", "CA-2", "--user", "admin")).Errors.ShouldContain("CA-2");
        (await RunAsync(2, Wrong, "credentials", "rotate", "CA-1", "--user", "admin", "--device", "NO")).Errors.ShouldContain("CA-1");
        (await RunAsync(2, null, "credentials", "set", "CA-1", "--user", "admin", $"--password={Wrong}")).Errors.ShouldNotContain(Wrong);
        (await RunAsync(2, null, "credentials")).Errors.ShouldContain("rotate");
        fleet["CAM-1"].Counters.OnvifRequests.ShouldBe(0);
    }

    private async Task<SimulatedFleet> StartAsync(AuthenticationMode authentication, bool isOnvif)
    {
        string[] codes = ["CAM-1", "CAM-2", "CAM-3"];
        var fleet = await TestFleet.StartAsync([.. codes.Select(code => TestFleet.Camera(code) with { Authentication = authentication, Kind = isOnvif ? DeviceKind.Camera : DeviceKind.Encoder })]);
        await ImportAsync(fleet, codes);
        return fleet;
    }

    private async Task ImportAsync(SimulatedFleet fleet, params string[] codes)
    {
        var rows = codes.Select(code => fleet[code]).Select(RowOf);
        using var csv = new MemoryStream(System.Text.Encoding.UTF8.GetBytes("code,name,kind,site,host,onvif_port,rtsp_port,stream_path,credential_set\n" + string.Concat(rows)));
        var result = await new FleetImport(_database.App).ApplyAsync(await FleetImport.ReadAsync(csv, TestContext.Current.CancellationToken), false, null, TestContext.Current.CancellationToken);
        result.Errors.ShouldBeEmpty();
    }

    // A device that is off has no ports: nobody listens on the discard port of its address.
    private static string RowOf(SimulatedDevice device)
    {
        const int Closed = 9;
        var isEncoder = device.Scenario.Kind == DeviceKind.Encoder;
        var (onvif, rtsp) = device.Scenario.Fault == DeviceFault.Offline ? (Closed, Closed) : (device.OnvifPort, device.RtspPort);
        return $"{device.Scenario.Code},N,{(isEncoder ? "encoder" : "camera")},S,{device.Address},{(isEncoder ? "" : onvif)},{rtsp},/stream1,CA-1\n";
    }

    private async Task<ToolResult> RunAsync(int? exitCode, string? password, params string[] arguments)
    {
        string[] secret = password is null ? [] : ["--password-env", "SECRET"];
        string[] data = arguments.Length > 1 ? ["--data", _scratch.Data] : [];
        var run = await CameraHealthProgram.RunAsync([.. arguments, .. secret, .. data], [
            .. CameraHealthProgram.Settings(_database), CameraHealthProgram.Setting("CameraNetworks:AllowLoopback", "true"),
            .. password is null ? Array.Empty<KeyValuePair<string, string>>() : [new KeyValuePair<string, string>("SECRET", password)]]);
        if (exitCode is not null)
        {
            run.ExitCode.ShouldBe(exitCode.Value, run.Output + run.Errors);
        }

        (run.Output + run.Errors).ShouldNotContain(TestFleet.Password);
        if (password is not null)
        {
            (run.Output + run.Errors).ShouldNotContain(password);
        }

        return run;
    }

    private async Task<IEnumerable<string?>> PasswordsAsync() => (await new FleetStore(_database.App, _key).ClaimAsync("test", TestContext.Current.CancellationToken))
        .Groups.SelectMany(group => group.Targets).Select(target => target.Credential?.Password);

    private Task<string> SealedAsync() => _database.ScalarAsync<string>("select string_agg(c::text, ',' order by device_id) || (select string_agg(s::text, ',') from credential_sets s) from device_credentials c");

    private Task<string[]> AuditAsync() =>
        _database.ScalarAsync<string[]>("select array_agg(concat_ws(' ', action, account, tried_device, devices) order by id) from credential_changes where entered_by <> ''");
}
