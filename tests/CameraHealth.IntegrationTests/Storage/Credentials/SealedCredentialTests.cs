using System.Text;
using CameraHealth.IntegrationTests.Storage.Fleet;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Credentials;

public sealed class SealedCredentialTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Password = "Mật khẩu:của \"tôi\" ";

    private readonly string _folder = Directory.CreateTempSubdirectory("camerahealth-keys-").FullName;
    private TestDatabase _database = null!;
    private CredentialOpener _key = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        _key = WorkerKey.LoadOrCreate(_folder);
        await WorkerKey.RegisterAsync(_key, _database.App, "one", TestContext.Current.CancellationToken);
        await ImportAsync("A", "10.0.0.1");
        await ImportAsync("B", "10.0.0.2");
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _database.DisposeAsync();
        Directory.Delete(_folder, true);
    }

    [Fact]
    public async Task Worker_opens_what_an_import_sealed()
    {
        var targets = await ClaimAsync(_key);
        (targets["A"].Credential!.UserName, targets["A"].Credential!.Password).ShouldBe(("admin", Password));
        targets["A"].CredentialUnreadable.ShouldBeFalse();
    }

    [Fact]
    public async Task No_column_of_any_table_holds_the_password()
    {
        var places = await _database.ScalarAsync<string[]>("""
            select array_agg(format('select %L::text as place, %I::text as value from %I where %I is not null', table_name || '.' || column_name, column_name, table_name, column_name))
            from information_schema.columns where table_schema = 'public'
            """);
        string[] needles = [Password, Password.Trim(), Convert.ToBase64String(Encoding.UTF8.GetBytes(Password)), Convert.ToHexString(Encoding.UTF8.GetBytes(Password))];
        var (values, found) = (0, new List<string>());
        await using var command = _database.Superuser.CreateCommand(string.Join(" union all ", places));
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        while (await reader.ReadAsync(TestContext.Current.CancellationToken))
        {
            values++;
            found.AddRange(needles.Where(needle => reader.GetString(1).Contains(needle, StringComparison.OrdinalIgnoreCase)).Select(_ => reader.GetString(0)));
        }

        found.ShouldBeEmpty();
        values.ShouldBeGreaterThan(20);
        (await _database.ScalarAsync<int>("select octet_length(sealed) from device_credentials limit 1")).ShouldBeGreaterThan(Encoding.UTF8.GetByteCount(Password));
    }

    [Fact]
    public async Task Same_password_is_never_sealed_to_the_same_bytes() =>
        (await _database.ScalarAsync<long>("select count(distinct sealed) from device_credentials")).ShouldBe(2);

    [Theory]
    [InlineData("update device_credentials c set sealed = o.sealed from device_credentials o where c.host = '10.0.0.1' and o.host = '10.0.0.2'")]
    [InlineData("update devices set host = '10.6.6.6' where code = 'A'")]
    [InlineData("update devices set host = '10.6.6.6' where code = 'A'; update device_credentials set host = '10.6.6.6' where host = '10.0.0.1'")]
    [InlineData("update device_credentials set account = 'root' where host = '10.0.0.1'")]
    [InlineData("update device_credentials set sealed = set_byte(sealed, octet_length(sealed) - 1, 255 - get_byte(sealed, octet_length(sealed) - 1)) where host = '10.0.0.1'")]
    [InlineData("update device_credentials set sealed = substring(sealed for 40) where host = '10.0.0.1'")]
    [InlineData("update device_credentials set sealed = '' where host = '10.0.0.1'")]
    public async Task Sealed_password_that_was_moved_or_damaged_does_not_open_not_even_where_it_was_open_before(string change)
    {
        var store = new FleetStore(_database.App, _key);
        (await ClaimAsync(store))["A"].Credential.ShouldNotBeNull();
        await _database.ExecuteAsync(change);
        foreach (var target in new[] { (await ClaimAsync(store))["A"], (await ClaimAsync(_key))["A"] })
        {
            target.Credential.ShouldBeNull();
            target.CredentialUnreadable.ShouldBeTrue();
        }
    }

    [Fact]
    public async Task Unchanged_credential_stays_the_same_object()
    {
        var store = new FleetStore(_database.App, _key);
        (await ClaimAsync(store))["A"].Credential.ShouldBeSameAs((await ClaimAsync(store))["A"].Credential);
    }

    [Fact]
    public async Task Passwords_are_sealed_to_the_newest_key_and_another_worker_says_that_it_cannot_open_them()
    {
        var other = Path.Combine(_folder, "other");
        using var second = WorkerKey.LoadOrCreate(other);
        await WorkerKey.RegisterAsync(second, _database.App, "two", TestContext.Current.CancellationToken);
        await ImportAsync("C", "10.0.0.3");

        var (first, later) = (await ClaimAsync(_key), await ClaimAsync(second));
        (first["A"].CredentialUnreadable, first["C"].CredentialUnreadable).ShouldBe((false, true));
        (later["A"].CredentialUnreadable, later["C"].CredentialUnreadable).ShouldBe((true, false));
        later["C"].Credential!.Password.ShouldBe(Password);
    }

    [Fact]
    public async Task Channel_uses_its_recorders_account()
    {
        await FleetCsv.ImportAsync(_database.App, $"""
            code,name,kind,site,access,host,onvif_port,credential,recorder,channel
            R,Recorder,recorder,S,direct,10.0.0.9,80,"admin:{Password.Replace("\"", "\"\"", StringComparison.Ordinal)}",,
            R-1,Channel,camera,S,channel,,,,R,1
            """);
        var channel = (await ClaimAsync(_key))["R-1"];
        channel.Credential!.Password.ShouldBe(Password);
        channel.Contacted.Host.ShouldBe("10.0.0.9");
    }

    [Fact]
    public void Key_is_made_once_and_read_by_its_owner_only()
    {
        using var again = WorkerKey.LoadOrCreate(_folder);
        again.KeyId.ShouldBe(_key.KeyId);
        File.GetUnixFileMode(Path.Combine(_folder, "keys", "worker.pem")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        File.GetUnixFileMode(Path.Combine(_folder, "keys")).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        Directory.GetFiles(Path.Combine(_folder, "keys")).Length.ShouldBe(1);
    }

    [Fact]
    public async Task Starters_at_the_same_time_read_the_same_key()
    {
        var folder = Path.Combine(_folder, "race");
        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() =>
        {
            using var key = WorkerKey.LoadOrCreate(folder);
            return key.KeyId;
        })));
        ids.Distinct(StringComparer.Ordinal).Count().ShouldBe(1);
        Directory.GetFiles(Path.Combine(folder, "keys")).Length.ShouldBe(1);
    }

    private async Task ImportAsync(string code, string host)
    {
        var quoted = Password.Replace("\"", "\"\"", StringComparison.Ordinal);
        (await FleetCsv.ImportAsync(_database.App, $"{FleetCsv.Header}{code},Camera,camera,S,{host},80,\"admin:{quoted}\"\n")).Errors.ShouldBeEmpty();
    }

    private Task<Dictionary<string, PollTarget>> ClaimAsync(CredentialOpener key) => ClaimAsync(new FleetStore(_database.App, key));

    private static async Task<Dictionary<string, PollTarget>> ClaimAsync(FleetStore store) =>
        (await store.ClaimAsync("test", TestContext.Current.CancellationToken)).Groups.SelectMany(group => group.Targets).ToDictionary(target => target.Device.Code, StringComparer.Ordinal);
}
