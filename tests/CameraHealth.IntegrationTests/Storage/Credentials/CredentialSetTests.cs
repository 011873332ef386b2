using System.Security.Cryptography;
using CameraHealth.Authentication;
using CameraHealth.IntegrationTests.Storage.Fleet;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Credentials;

public sealed class CredentialSetTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Columns = "code,name,kind,site,host,onvif_port,credential_set\n";
    private const string Eighty = "CA-80";

    private static readonly CredentialEntry Entry = new("trực ban", CredentialAction.Set, null);

    private readonly CredentialOpener _key = new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));
    private TestDatabase _database = null!;
    private CredentialSets _sets = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _sets = new CredentialSets(_database.App);
        await WorkerKey.RegisterAsync(_key, _database.App, "test", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task One_password_for_eighty_cameras_is_sealed_for_each_of_them_and_kept_nowhere_else()
    {
        var result = await FleetCsv.ImportAsync(_database.App, Columns + string.Concat(Enumerable.Range(1, 80).Select(number => $"A-{number},N,camera,S,10.0.0.{number},80,{Eighty}\n")));
        result.Errors.ShouldBeEmpty();
        result.Warnings.ShouldBe([$"credential set {Eighty}: 80 of its 80 devices do not have its password; give it with 'credentials set {Eighty}'"]);
        (await ListAsync()).ShouldBe([$"{Eighty} - 80 0"]);

        (await SealAsync(Eighty, "admin", "one")).ShouldBe(80);
        (await ListAsync()).ShouldBe([$"{Eighty} admin 80 80"]);
        var opened = await OpenAsync();
        opened.Count.ShouldBe(80);
        opened.Values.ShouldAllBe(credential => credential == "admin one");
        (await _database.ScalarAsync<long>("select count(distinct sealed) from device_credentials")).ShouldBe(80);
        (await _database.ScalarAsync<string>("select concat_ws(' ', entered_by, action, account, tried_device, devices) from credential_changes")).ShouldBe("trực ban set admin 80");
    }

    [Fact]
    public async Task Export_names_the_set_and_imports_unchanged()
    {
        await ImportAsync("A-1,N,camera,S,10.0.0.1,80,CA-1");
        await SealAsync("CA-1", "admin", "one");
        var export = await FleetCsv.ExportAsync(_database.App);
        export.ShouldNotContain("admin");
        var again = await FleetCsv.ImportAsync(_database.App, export);
        (again.Changed, again.Unchanged, again.Warnings.Count).ShouldBe((0, 1, 0));
        (await OpenAsync())["A-1"].ShouldBe("admin one");
    }

    [Fact]
    public async Task Device_that_joins_or_moves_needs_the_password_again_and_both_say_so()
    {
        await ImportAsync("A-1,N,camera,S,10.0.0.1,80,CA-1");
        await SealAsync("CA-1", "admin", "one");
        (await ImportAsync("A-2,N,camera,S,10.0.0.2,80,CA-1")).ShouldBe(["credential set CA-1: 1 of its 2 devices do not have its password; give it with 'credentials set CA-1'"]);
        var moved = await ImportAsync("A-1,N,camera,S,10.0.0.3,80,CA-1");
        moved.Count.ShouldBe(2);
        moved[0].ShouldContain("credential set CA-1");
        (await ListAsync()).ShouldBe(["CA-1 admin 2 0"]);
        await SealAsync("CA-1", "admin", "two");
        (await OpenAsync()).Values.ShouldAllBe(credential => credential == "admin two");
    }

    [Fact]
    public async Task Device_with_a_password_of_its_own_leaves_the_set()
    {
        await ImportAsync("A-1,N,camera,S,10.0.0.1,80,CA-1", "A-2,N,camera,S,10.0.0.2,80,CA-1", "A-3,N,camera,S,10.0.0.3,80,CA-1");
        await SealAsync("CA-1", "admin", "one");
        await FleetCsv.ImportAsync(_database.App, FleetCsv.Header + "A-1,N,camera,S,10.0.0.1,80,viewer:own\n");
        await ImportAsync("A-2,N,camera,S,10.0.0.2,80,");
        (await SealAsync("CA-1", "admin", "two")).ShouldBe(1);
        (await OpenAsync()).OrderBy(device => device.Key, StringComparer.Ordinal).Select(device => device.Value).ShouldBe(["viewer own", "admin one", "admin two"]);
    }

    [Theory]
    [InlineData("A-1,N,camera,S,direct,10.0.0.1,80,admin:x,CA-1", "credential_set")]
    [InlineData("A-1,N,camera,S,direct,10.0.0.1,80,,two words", "credential_set")]
    [InlineData("A-1,N,camera,S,channel,,,,CA-1", "credential_set")]
    public async Task Row_that_gives_a_login_twice_or_to_a_channel_is_an_error(string row, string column) =>
        (await FleetCsv.ReadAsync($"code,name,kind,site,access,host,onvif_port,credential,credential_set\n{row}\n")).Errors.ShouldContain(error => error.Column == column);

    [Fact]
    public async Task New_password_lets_devices_be_tried_again_as_far_as_their_own_counters_bear_it()
    {
        await ImportAsync("A-1,N,camera,S,10.0.0.1,80,CA-1", "A-2,N,camera,S,10.0.0.2,80,CA-1");
        await _database.ExecuteAsync("insert into login_budgets (host, account, attempts, refusals, last_attempt_at, last_outcome) values ('10.0.0.1', 'admin', 2, 2, clock_timestamp(), 1)");
        (await _sets.ReadTriedAsync("CA-1", "admin", TestContext.Current.CancellationToken)).Select(device => device.Code).ShouldBe(["A-2", "A-1"]);
        await SealAsync("CA-1", "admin", "one");
        (await _database.ScalarAsync<string>("select attempts || ' ' || refusals from login_budgets where host = '10.0.0.1'")).ShouldBe("1 3", "one attempt more, and the one that is stored may be the one that was told");
    }

    [Fact]
    public async Task Set_without_devices_or_without_a_worker_keeps_no_password()
    {
        (await SealAsync("CA-1", "admin", "one")).ShouldBe(0);
        (await ListAsync()).ShouldBe(["CA-1 admin 0 0"]);
        await _database.ExecuteAsync("delete from credential_keys");
        await Should.ThrowAsync<NoWorkerKeyException>(() => SealAsync("CA-1", "admin", "two"));
        await Should.ThrowAsync<UnknownSetException>(() => _sets.FindAccountAsync("CA-2", TestContext.Current.CancellationToken));
    }

    private async Task<IReadOnlyList<string>> ImportAsync(params string[] rows)
    {
        var result = await FleetCsv.ImportAsync(_database.App, Columns + string.Join('\n', rows) + "\n");
        result.Errors.ShouldBeEmpty();
        return result.Warnings;
    }

    private Task<int> SealAsync(string set, string user, string password) => _sets.SealAsync(set, new DeviceCredential(user, password), Entry, null, TestContext.Current.CancellationToken);

    private async Task<IEnumerable<string>> ListAsync() =>
        (await _sets.ListAsync(TestContext.Current.CancellationToken)).Select(set => $"{set.Name} {set.Account ?? "-"} {set.Devices} {set.InStep}");

    private async Task<Dictionary<string, string>> OpenAsync() => (await new FleetStore(_database.App, _key).ClaimAsync("test", TestContext.Current.CancellationToken))
        .Groups.SelectMany(group => group.Targets).Where(target => target.Credential is not null)
        .ToDictionary(target => target.Device.Code, target => $"{target.Credential!.UserName} {target.Credential.Password}", StringComparer.Ordinal);
}
