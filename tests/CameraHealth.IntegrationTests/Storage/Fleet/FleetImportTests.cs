using System.Diagnostics;
using System.Globalization;
using System.Security.Cryptography;
using CameraHealth.Monitoring;
using CameraHealth.Storage.Credentials;
using CameraHealth.Storage.Fleet;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Fleet;

public sealed class FleetImportTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Full = """"
        code,name,kind,site,access,host,onvif_port,rtsp_port,stream_path,credential,recorder,channel,group,lat,lon,in_service_from,required_days,site_name
        N-1,Đầu ghi 1,recorder,S1,direct,10.0.0.9,8000,554,,admin:one,,,An ninh,8.68,106.6,2024-05-01,30,Bến Đầm
        N-1-CH02,Kênh 2,camera,S1,channel,,,,/ch2,,N-1,2,,,,,,
        C-1,"Cổng, ""chính""",camera,S2,direct,cam-1.local,80,,,viewer:two,,,An ninh,-8.5,-106.25,,15,Cỏ Ống
        E-1,Bộ mã hóa,encoder,S2,direct,fe80::1,,8554,/live?x=1&y=2,,,,,,,,,
        """";

    private readonly CredentialOpener _key = new(ECDiffieHellman.Create(ECCurve.NamedCurves.nistP256));
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await postgres.CreateDatabaseAsync();
        await WorkerKey.RegisterAsync(_key, _database.App, "test", TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _key.Dispose();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Export_holds_no_password_and_imports_unchanged()
    {
        (await ImportAsync(Full)).ShouldSatisfyAllConditions(
            result => result.Errors.ShouldBeEmpty(), result => result.Warnings.ShouldBeEmpty(), result => (result.Created, result.Changed, result.Unchanged, result.Applied).ShouldBe((4, 0, 0, true)));
        var before = await RegisterAsync();
        var export = await FleetCsv.ExportAsync(_database.App);
        var rows = export[export.IndexOf('\n', StringComparison.Ordinal)..];
        rows.ShouldNotContain("one");
        rows.ShouldNotContain("two");
        export.ShouldContain(",admin:,");
        export.ShouldContain("\"Cổng, \"\"chính\"\"\"");

        var version = await VersionAsync();
        var again = await ImportAsync(export);
        (again.Errors.Count, again.Warnings.Count, again.Created, again.Changed, again.Unchanged).ShouldBe((0, 0, 0, 0, 4));
        (await RegisterAsync()).ShouldBe(before);
        (await VersionAsync()).ShouldBe(version);
        (await FleetCsv.ExportAsync(_database.App)).ShouldBe(export);
        (await PasswordAsync("N-1")).ShouldBe("one");
    }

    [Theory]
    [InlineData("=HYPERLINK(\"http://x\")")]
    [InlineData("+84 254 3830")]
    [InlineData("-1+1")]
    [InlineData("@SUM(A1)")]
    [InlineData("'=x")]
    [InlineData("'quoted'")]
    public async Task Cell_that_a_spreadsheet_would_run_is_exported_escaped_and_comes_back_as_it_was(string name)
    {
        var quoted = name.Replace("\"", "\"\"", StringComparison.Ordinal);

        // In the file as an export writes it.
        await ImportAsync($"{FleetCsv.Header}A-1,\"{CsvCell.Escape(quoted)}\",camera,S,10.0.0.1,80,\n");
        (await _database.ScalarAsync<string>("select name from devices")).ShouldBe(name);
        var export = await FleetCsv.ExportAsync(_database.App);
        export.Split('\n')[1].Split(',')[1].TrimStart('"')[0].ShouldNotBeOneOf('=', '+', '-', '@');
        (await FleetCsv.ReadAsync(export)).Rows.Single().Name.ShouldBe(name);
        (await ImportAsync(export)).Unchanged.ShouldBe(1);
    }

    [Fact]
    public async Task File_with_three_bad_rows_imports_nothing_and_names_all_three()
    {
        await ImportAsync($"{FleetCsv.Header}A-0,N,camera,S,10.0.0.1,80,\n");
        var before = await RegisterAsync();
        var result = await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.1,80,\nA-2,N,boat,S,10.0.0.2,80,\nA-3,N,camera,S,10.0.0.3,99999,\nA-0,Renamed,camera,S,10.0.0.1,80,\nA-4,N,camera,S,,80,\n");
        result.Applied.ShouldBeFalse();
        result.Errors.Select(error => (error.Line, error.Column)).ShouldBe([(3, "kind"), (4, "onvif_port"), (6, "host")]);
        result.Errors.ShouldAllBe(error => error.Reason.Length > 5);
        (await RegisterAsync()).ShouldBe(before);
    }

    [Fact]
    public async Task Changed_host_drops_the_stored_password_and_says_so()
    {
        await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.1,80,admin:one\n");
        var result = await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.2,80,admin:\n");
        result.Warnings.Single().ShouldSatisfyAllConditions(
            warning => warning.ShouldContain("line 2"), warning => warning.ShouldContain("10.0.0.1"), warning => warning.ShouldContain("10.0.0.2"), warning => warning.ShouldContain("A-1"));
        (await PasswordAsync("A-1")).ShouldBeNull();
        (await _database.ScalarAsync<long>("select count(*) from device_credentials")).ShouldBe(0);

        // Given with the new host it is stored, and nothing is to be said.
        (await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.3,80,admin:three\n")).Warnings.ShouldBeEmpty();
        (await PasswordAsync("A-1")).ShouldBe("three");
    }

    [Theory]
    [InlineData("", "one", 0)]
    [InlineData("admin:", "one", 0)]
    [InlineData("admin:two", "two", 0)]
    [InlineData("admin:two:with:colons", "two:with:colons", 0)]
    [InlineData("viewer:", null, 1)]
    public async Task Empty_password_keeps_the_old_one_of_the_same_account(string credential, string? password, int warnings)
    {
        await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.1,80,admin:one\n");
        (await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.1,80,{credential}\n")).Warnings.Count.ShouldBe(warnings);
        (await PasswordAsync("A-1")).ShouldBe(password);
    }

    [Fact]
    public async Task Account_without_any_password_is_warned_about() =>
        (await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.1,80,admin:\n")).Warnings.Single().ShouldContain("no password is stored for A-1");

    [Fact]
    public async Task Dry_run_tells_everything_and_writes_nothing()
    {
        await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.1,80,admin:one\n");
        var (register, version) = (await RegisterAsync(), await VersionAsync());
        var result = await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.2,80,\nA-2,N,camera,T,10.0.0.3,80,\n", dryRun: true);
        (result.Created, result.Changed, result.Applied, result.Warnings.Count).ShouldBe((1, 1, false, 1));
        (await RegisterAsync()).ShouldBe(register);
        (await VersionAsync()).ShouldBe(version);
        (await _database.ScalarAsync<long>("select count(*) from sites")).ShouldBe(1);
    }

    [Fact]
    public async Task Nothing_is_deleted_and_a_column_the_file_does_not_have_changes_nothing()
    {
        await ImportAsync(Full);
        var result = await ImportAsync("code,name,kind,site,access,host,onvif_port,lat,lon\nC-1,Cổng mới,camera,S2,direct,cam-1.local,80,,\n");
        (result.Created, result.Changed, result.Unchanged).ShouldBe((0, 1, 0));
        (await _database.ScalarAsync<long>("select count(*) from devices")).ShouldBe(4);
        (await _database.ScalarAsync<string>("select concat_ws('|', name, group_name, required_days, lat, lon) from devices where code = 'C-1'")).ShouldBe("Cổng mới|An ninh|15");
        (await _database.ScalarAsync<string>("select name from sites where code = 'S2'")).ShouldBe("Cỏ Ống");
        (await PasswordAsync("C-1")).ShouldBe("two");
    }

    [Theory]
    [InlineData("X,N,camera,S,channel,,,,X,1", "recorder")]
    [InlineData("X,N,recorder,S,channel,,80,,X,1", "access")]
    [InlineData("X,N,camera,S,channel,,,,NO-SUCH,1", "recorder")]
    [InlineData("X,N,camera,S,channel,,,,,1", "recorder")]
    [InlineData("X,N,camera,S,channel,,,,C-1,1", "recorder")]
    [InlineData("X,N,camera,S,channel,,,,N-1,", "channel")]
    [InlineData("X,N,camera,S,channel,10.9.9.9,,,N-1,1", "host")]
    [InlineData("X,N,camera,S,channel,,,admin:x,N-1,1", "credential")]
    [InlineData("N-1,N,camera,S,direct,10.0.0.9,80,,,", "kind")]
    public async Task Channel_needs_a_recorder_that_is_reached_directly(string row, string column)
    {
        await ImportAsync(Full);
        var result = await ImportAsync($"code,name,kind,site,access,host,onvif_port,credential,recorder,channel\n{row}\n");
        result.Applied.ShouldBeFalse();
        result.Errors.ShouldContain(error => error.Line == 2 && error.Column == column);
    }

    [Fact]
    public async Task Two_recorders_are_no_channels_of_each_other_and_two_cameras_not_of_one_channel()
    {
        const string Columns = "code,name,kind,site,access,host,onvif_port,recorder,channel\n";
        (await ImportAsync(Columns + "R-1,N,recorder,S,channel,,80,R-2,1\nR-2,N,recorder,S,channel,,80,R-1,1\n")).Errors
            .Select(error => (error.Line, error.Column)).ShouldBe([(2, "access"), (3, "access")]);
        (await ImportAsync(Columns + "R-1,N,recorder,S,direct,10.0.0.1,80,,\nX-1,N,camera,S,channel,,,R-1,3\nX-2,N,camera,S,channel,,,R-1,3\n")).Errors
            .Single().ShouldSatisfyAllConditions(error => error.Line.ShouldBe(4), error => error.Column.ShouldBe("channel"), error => error.Reason.ShouldContain("line 3"));
    }

    [Fact]
    public async Task Bad_recorder_is_named_once_and_not_again_for_each_of_its_channels()
    {
        var result = await ImportAsync("code,name,kind,site,access,host,onvif_port,recorder,channel\nR-1,N,recorder,S,direct,10.0.0.1,abc,,\nX-1,N,camera,S,channel,,,R-1,1\nX-2,N,camera,S,channel,,,R-1,2\n");
        result.Errors.Select(error => (error.Line, error.Column)).ShouldBe([(2, "onvif_port")]);
    }

    [Fact]
    public async Task Password_without_any_worker_key_is_an_error_that_says_what_to_do()
    {
        await _database.ExecuteAsync("delete from credential_keys");
        (await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.1,80,admin:one\n")).Errors.Single().ShouldSatisfyAllConditions(
            error => error.Column.ShouldBe("credential"), error => error.Reason.ShouldContain("start the worker once"));
        (await ImportAsync($"{FleetCsv.Header}A-1,N,camera,S,10.0.0.1,80,\n")).Applied.ShouldBeTrue();
    }

    [Fact]
    public async Task Imports_at_the_same_time_are_made_one_after_the_other()
    {
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(number =>
            ImportAsync(FleetCsv.Header + string.Concat(Enumerable.Range(0, 40).Select(row => $"A-{row},Import {number},camera,S,10.0.0.{row + 1},80,\n")))));
        results.Sum(result => result.Created).ShouldBe(40);
        (await _database.ScalarAsync<long>("select count(distinct name) from devices")).ShouldBe(1);
    }

    [Fact]
    public async Task Claimed_fleet_follows_the_register()
    {
        await ImportAsync(Full);
        var store = new FleetStore(_database.App, _key);
        var owned = await store.ClaimAsync("test", TestContext.Current.CancellationToken);
        Targets(owned).ShouldBe(["C-1 S2 direct cam-1.local", "E-1 S2 direct fe80::1", "N-1 S1 direct 10.0.0.9", "N-1-CH02 S1 channel 10.0.0.9"]);
        owned.States.Count.ShouldBe(4);

        await ImportAsync("code,name,kind,site,access,host,onvif_port,recorder,channel\nN-1-CH02,Kênh 2,camera,S3,channel,,,N-1,2\nC-9,New,camera,S2,direct,10.0.0.77,80,,\n");
        var reloaded = await store.ReloadAsync("test", TestContext.Current.CancellationToken);
        reloaded.Version.ShouldBeGreaterThan(owned.Version);
        reloaded.Groups.Single(group => group.SiteCode == "S2").Epoch.ShouldBe(owned.Groups.Single(group => group.SiteCode == "S2").Epoch);
        Targets(reloaded).ShouldBe(["C-1 S2 direct cam-1.local", "C-9 S2 direct 10.0.0.77", "E-1 S2 direct fe80::1", "N-1 S1 direct 10.0.0.9", "N-1-CH02 S3 channel 10.0.0.9"]);
    }

    [Fact]
    public async Task Thousand_rows_are_imported_in_under_ten_seconds_with_progress()
    {
        var rows = string.Concat(Enumerable.Range(0, 1000).Select(number => string.Create(
            CultureInfo.InvariantCulture, $"CAM-{number:0000},Camera {number},camera,S-{number / 150},10.1.{number / 250}.{(number % 250) + 1},80,admin:password-{number}\n")));
        var progress = new List<int>();
        var begunAt = Stopwatch.GetTimestamp();
        var result = await FleetCsv.ImportAsync(_database.App, FleetCsv.Header + rows, progress: new Reported(progress));
        var took = Stopwatch.GetElapsedTime(begunAt);
        TestContext.Current.TestOutputHelper!.WriteLine($"1,000 rows with passwords: {took.TotalSeconds:F2} s");
        (result.Created, result.Applied).ShouldBe((1000, true));
        took.ShouldBeLessThan(TimeSpan.FromSeconds(10));
        progress.ShouldBe(Enumerable.Range(1, 10).Select(step => step * 100));

        // At most 100 devices in a group, and every group of one site.
        (await _database.ScalarAsync<long>("select max(n) from (select count(*) n from devices group by poll_group_id) g")).ShouldBe(100);
        (await _database.ScalarAsync<long>("select count(*) from devices d join poll_groups g on g.id = d.poll_group_id where g.site_id <> d.site_id")).ShouldBe(0);
        (await _database.ScalarAsync<long>("select count(*) from device_states")).ShouldBe(1000);
    }

    private static IEnumerable<string> Targets(OwnedFleet fleet) => fleet.Groups.SelectMany(group => group.Targets)
        .Select(target => $"{target.Device.Code} {target.Device.SiteCode} {target.Device.Access.ToString().ToLowerInvariant()} {target.Contacted.Host}").Order(StringComparer.Ordinal);

    private Task<FleetImportResult> ImportAsync(string csv, bool dryRun = false) => FleetCsv.ImportAsync(_database.App, csv, dryRun);

    private async Task<string?> PasswordAsync(string code) => (await new FleetStore(_database.App, _key).ClaimAsync("test", TestContext.Current.CancellationToken))
        .Groups.SelectMany(group => group.Targets).Single(target => target.Device.Code == code).Credential?.Password;

    private Task<long> VersionAsync() => _database.ScalarAsync<long>("select version from fleet_version");

    private Task<string> RegisterAsync() => _database.ScalarAsync<string>("""
        select concat_ws(E'\n', (select string_agg(d::text, E'\n' order by d.id) from devices d), (select string_agg(s::text, E'\n' order by s.id) from sites s),
            (select string_agg(c::text, E'\n' order by c.device_id) from device_credentials c), (select count(*) from device_states))
        """);

    private sealed class Reported(List<int> steps) : IProgress<int>
    {
        public void Report(int value) => steps.Add(value);
    }
}
