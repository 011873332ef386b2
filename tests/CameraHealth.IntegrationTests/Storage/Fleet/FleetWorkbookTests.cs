using System.Diagnostics;
using System.Globalization;
using CameraHealth.Storage.Fleet;
using CameraHealth.Storage.Fleet.Xlsx;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Fleet;

/// <summary>The fleet as a workbook, and the columns that reports group by.</summary>
public sealed class FleetWorkbookTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Full = """"
        code,name,kind,site,access,host,onvif_port,rtsp_port,stream_path,recorder,channel,group,lat,lon,in_service_from,required_days,site_name,area,zone,field,unit,contractor,maker,model,credential_set
        N-1,Đầu ghi 1,recorder,S1,direct,10.0.0.9,8000,554,,,,An ninh,8.68,106.6,2024-05-01,30,Bến Đầm,Cảng,Asia/Ho_Chi_Minh,an ninh trật tự,Công an,Nhà thầu A,Hikvision,DS-7608,CA-1
        N-1-CH02,Kênh 2,camera,S1,channel,,,,/ch2,N-1,2,,,,,,,,,,,,,,
        C-1,"'+84 Cổng, ""chính""",camera,S2,direct,cam-1.local,80,,,,,An ninh,-8.5,-106.60000000000001,,15,Cỏ Ống,,Europe/Berlin,'=1+1,,,,,
        007,_x0041_,encoder,S2,direct,fe80::1,,8554,/live?x=1&y=2,,,,,,2026-01-31,,,,,,,,,,CA-1
        """";

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync() => _database = await postgres.CreateDatabaseAsync();

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Theory]
    [InlineData(FleetFormat.Csv)]
    [InlineData(FleetFormat.Xlsx)]
    public async Task Export_imports_unchanged_in_either_form(FleetFormat format)
    {
        (await FleetCsv.ImportAsync(_database.App, Full)).ShouldSatisfyAllConditions(result => result.Errors.ShouldBeEmpty(), result => result.Created.ShouldBe(4));
        var (before, version) = (await RegisterAsync(), await _database.ScalarAsync<long>("select version from fleet_version"));
        var again = await FleetCsv.ImportAsync(_database.App, await FleetCsv.ExportAsync(_database.App, format));
        again.Errors.ShouldBeEmpty();
        (again.Created, again.Changed, again.Unchanged).ShouldBe((0, 0, 4));
        (await RegisterAsync()).ShouldBe(before);
        (await _database.ScalarAsync<long>("select version from fleet_version")).ShouldBe(version);
        (await _database.ScalarAsync<string>("select name || field from devices where code = 'C-1'")).ShouldBe("+84 Cổng, \"chính\"=1+1");
    }

    [Fact]
    public async Task Either_form_exports_the_same_cells()
    {
        await FleetCsv.ImportAsync(_database.App, Full);
        var workbook = XlsxTable.Read(await FleetCsv.ExportAsync(_database.App, FleetFormat.Xlsx));
        var csv = CsvTable.Read(await FleetCsv.ExportAsync(_database.App, FleetFormat.Csv));
        workbook.Sheet.ShouldBe("Fleet");
        workbook.Rows.Select(row => string.Join('|', row.Cells).TrimEnd('|')).ShouldBe(csv.Rows.Select(row => string.Join('|', row.Cells).TrimEnd('|')));
    }

    [Fact]
    public async Task What_devices_are_grouped_by_becomes_facts_and_an_unchanged_import_adds_no_version()
    {
        await FleetCsv.ImportAsync(_database.App, Full);
        (await FactsAsync("N-1")).ShouldBe("S1|Cảng|An ninh|an ninh trật tự|Công an|Nhà thầu A|Hikvision|DS-7608");
        await FleetCsv.ImportAsync(_database.App, Full);
        (await _database.ScalarAsync<long>("select count(*) from device_facts")).ShouldBe(4);
        await FleetCsv.ImportAsync(_database.App, "code,name,kind,site,host,onvif_port,contractor,area\nN-1,Đầu ghi 1,recorder,S1,10.0.0.9,8000,Nhà thầu B,\n");
        (await FactsAsync("N-1")).ShouldBe("S1|Cảng|An ninh|an ninh trật tự|Công an|Nhà thầu B|Hikvision|DS-7608");
        (await _database.ScalarAsync<long>("select count(*) from device_facts")).ShouldBe(5);
    }

    [Fact]
    public async Task Service_begins_at_midnight_of_the_sites_zone_also_when_that_is_corrected()
    {
        const string Row = "code,name,kind,site,host,onvif_port,in_service_from,zone\nA-1,N,camera,S,10.0.0.1,80,2026-01-31,";
        await FleetCsv.ImportAsync(_database.App, Row);
        (await ServiceAsync()).ShouldBe(["2026-01-30 17:00"]);
        await FleetCsv.ImportAsync(_database.App, Row + "Europe/Berlin");
        (await ServiceAsync()).ShouldBe(["2026-01-30 23:00"]);
        await FleetCsv.ImportAsync(_database.App, Row + "Europe/Berlin");
        (await _database.ScalarAsync<long>("select count(*) from service_periods")).ShouldBe(2);
    }

    [Fact]
    public async Task Rows_of_a_site_must_not_contradict_each_other_and_an_empty_cell_says_nothing()
    {
        const string Columns = "code,name,kind,site,host,onvif_port,site_name,area,zone\n";
        var result = await FleetCsv.ImportAsync(_database.App, Columns + "A-1,N,camera,S,10.0.0.1,80,Chợ,Bắc,\nA-2,N,camera,S,10.0.0.2,80,,Nam,Europe/Berlin\nA-3,N,camera,S,10.0.0.3,80,Chợ,Bắc,Asia/Tokyo\n");
        result.Errors.Select(error => (error.Line, error.Column)).ShouldBe([(3, "area"), (4, "zone")]);
        result.Errors[0].Reason.ShouldContain("line 2");
        foreach (var zone in new[] { "SE Asia Standard Time", "../../etc/localtime", "Asia/Nowhere", "+07:00" })
        {
            (await FleetCsv.ReadAsync(Columns + $"A-1,N,camera,S,10.0.0.1,80,,,{zone}\n")).Errors.Single().Column.ShouldBe("zone");
        }
    }

    [Fact]
    public async Task Error_that_only_the_register_shows_names_the_sheet_too()
    {
        using var stream = new MemoryStream();
        await XlsxFile.WriteAsync(stream, "Tủ 4", ["code", "name", "kind", "site", "access", "recorder", "channel"], [["X", "N", "camera", "S", "channel", "NO", 1]], TestContext.Current.CancellationToken);
        var error = (await FleetCsv.ImportAsync(_database.App, stream.ToArray())).Errors.Single();
        (error.Sheet, error.Line, error.Column).ShouldBe(("Tủ 4", 2, "recorder"));
    }

    [Fact]
    public async Task Ten_thousand_rows_are_read_and_written_in_seconds()
    {
        using var stream = new MemoryStream();
        var rows = Enumerable.Range(0, 10_000).Select(number => new object?[]
        {
            string.Create(CultureInfo.InvariantCulture, $"CAM-{number:00000}"), $"Camera {number}", "camera", $"S-{number / 150}",
            string.Create(CultureInfo.InvariantCulture, $"10.{number / 60000}.{number / 250}.{(number % 250) + 1}"), 80, 8.68, 106.6, new DateOnly(2026, 1, 31), "Công an",
        });
        await XlsxFile.WriteAsync(stream, "Fleet", ["code", "name", "kind", "site", "host", "onvif_port", "lat", "lon", "in_service_from", "unit"], rows, TestContext.Current.CancellationToken);
        var begunAt = Stopwatch.GetTimestamp();
        var file = await FleetCsv.ReadAsync(stream.ToArray());
        var readIn = Stopwatch.GetElapsedTime(begunAt);
        file.Errors.ShouldBeEmpty();
        (await new FleetImport(_database.App).ApplyAsync(file, false, null, TestContext.Current.CancellationToken)).Created.ShouldBe(10_000);
        var importedIn = Stopwatch.GetElapsedTime(begunAt);
        begunAt = Stopwatch.GetTimestamp();
        var before = GC.GetTotalAllocatedBytes();
        var export = await FleetCsv.ExportAsync(_database.App, FleetFormat.Xlsx);
        TestContext.Current.TestOutputHelper!.WriteLine(
            $"10,000 rows: read {readIn.TotalSeconds:F2} s, read and imported {importedIn.TotalSeconds:F2} s, exported {Stopwatch.GetElapsedTime(begunAt).TotalSeconds:F2} s ({export.Length / 1024} KiB, {(GC.GetTotalAllocatedBytes() - before) >> 20} MiB allocated)");
        readIn.ShouldBeLessThan(LoadedMachine.Allow(TimeSpan.FromSeconds(5)));
        (await FleetCsv.ReadAsync(export)).Count.ShouldBe(10_000);
    }

    private Task<string> FactsAsync(string code) => _database.ScalarAsync<string>($"""
        select concat_ws('|', f.site, f.area, f.group_name, f.field, f.unit, f.contractor, f.maker, f.model)
        from device_facts f join devices d on d.id = f.device_id where d.code = '{code}' and f.superseded_at is null
        """);

    private Task<string[]> ServiceAsync() =>
        _database.ScalarAsync<string[]>("select array_agg(to_char(starts_at at time zone 'UTC', 'YYYY-MM-DD HH24:MI')) from service_periods where superseded_at is null");

    private Task<string> RegisterAsync() => _database.ScalarAsync<string>("""
        select concat_ws(E'\n', (select string_agg(d::text, E'\n' order by d.id) from devices d), (select string_agg(s::text, E'\n' order by s.id) from sites s),
            (select string_agg(f::text, E'\n' order by f.id) from device_facts f), (select string_agg(c::text, E'\n' order by c.id) from credential_sets c))
        """);
}
