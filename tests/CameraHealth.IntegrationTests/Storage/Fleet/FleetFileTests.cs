using System.Text;
using CameraHealth.Storage.Fleet;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Fleet;

/// <summary>Reading alone: what spreadsheets write, and what people get wrong.</summary>
public sealed class FleetFileTests
{
    private const string Header = "code,name,kind,site,host,onvif_port\n";
    private const string Good = "A-1,Cổng chào,camera,S1,10.0.0.1,80\n";

    [Theory]
    [InlineData("code,name,kind,site,host,onvif_port\nA-1,Cổng chào,camera,S1,10.0.0.1,80\n")]
    [InlineData("\uFEFFcode,name,kind,site,host,onvif_port\r\nA-1,Cổng chào,camera,S1,10.0.0.1,80\r\n")]
    [InlineData("code;name;kind;site;host;onvif_port\r\nA-1;Cổng chào;camera;S1;10.0.0.1;80")]
    [InlineData("\uFEFFCode;Name;KIND;site;host;onvif_port\n\"A-1\";\"Cổng chào\";Camera;S1;10.0.0.1;80\n;;;;;\n\n")]
    public async Task Spreadsheets_dialects_give_the_same_row(string csv)
    {
        var file = await FleetCsv.ReadAsync(csv);
        Told(file).ShouldBeEmpty();
        var row = file.Rows.Single();
        (row.Code, row.Name, row.Site, row.Host, row.OnvifPort).ShouldBe(("A-1", "Cổng chào", "S1", "10.0.0.1", 80));
    }

    [Fact]
    public async Task Cell_over_several_lines_is_one_cell_and_lines_are_counted_as_the_file_has_them()
    {
        var file = await FleetCsv.ReadAsync(Header + "A-1,\"Cổng\nchào\",camera,S1,10.0.0.1,80\n" + "A-2,Bến,boat,S1,10.0.0.2,80\n" + "\"A-3\",\"Chợ \"\"cũ\"\", phía đông\",camera,S1,10.0.0.3,80\n");
        Told(file).ShouldBe(["2 name", "4 kind"]);
        file.Rows.Single().Name.ShouldBe("Chợ \"cũ\", phía đông");
    }

    [Fact]
    public async Task Every_bad_cell_is_named_by_line_and_column_and_no_value_of_a_credential_is_told()
    {
        var file = await FleetCsv.ReadAsync("""
            code,name,kind,site,access,host,onvif_port,rtsp_port,stream_path,credential,recorder,channel,lat,lon,in_service_from,required_days
            A 1,N,camera,S,direct,10.0.0.1,80,,,,,,,,,
            A-2,,camera,S,direct,10.0.0.1,80,,,,,,,,,
            A-3,N,boat,S,direct,10.0.0.1,80,,,,,,,,,
            A-4,N,camera,S,wire,10.0.0.1,80,,,,,,,,,
            A-5,N,camera,S,direct,http://x/,80,,,,,,,,,
            A-6,N,camera,S,direct,10.0.0.1,0,65536,,,,,,,,
            A-7,N,camera,S,direct,10.0.0.1,80,,live,,,,,,,
            A-8,N,camera,S,direct,10.0.0.1,80,,,secret-without-user,,,,,,
            A-9,N,camera,S,direct,10.0.0.1,80,,,,R,,,,,
            B-1,N,camera,S,channel,,,,,admin:secret,,,,,,
            B-2,N,camera,S,direct,10.0.0.1,80,,,,,,"10,5",181,31/01/2026,0
            B-3,N,camera,S,direct,,80,,,,,,,,,
            B-4,N,camera,S,direct,10.0.0.1,,,,,,,,,,
            B-5,N,recorder,S,channel,,80,,,,A-9,1,,,,
            B-6,N,recorder,S,direct,10.0.0.1,,,,,,,,,,
            """);
        Told(file).ShouldBe(
        [
            "2 code", "3 name", "4 kind", "5 access", "6 host", "7 onvif_port", "7 rtsp_port", "8 stream_path", "9 credential", "10 recorder",
            "11 channel", "11 credential", "11 recorder", "12 in_service_from", "12 lat", "12 lon", "12 required_days", "13 host", "14 stream_path", "15 access", "16 onvif_port",
        ]);
        file.Errors.ShouldAllBe(error => !error.Reason.Contains("secret", StringComparison.Ordinal));
        file.Count.ShouldBe(0);
    }

    [Fact]
    public async Task Row_that_ends_early_has_empty_cells_and_one_that_is_too_long_is_named()
    {
        // Excel leaves trailing separators out from the sixteenth row on.
        var file = await FleetCsv.ReadAsync("name,kind,site,host,onvif_port,code,group\nN,camera,S,10.0.0.1,80,A-1\nN\nN,camera,S,10.0.0.1,80,A-3,G,x,y\n");
        file.Rows.Single().Group.ShouldBeNull();
        Told(file).ShouldBe(["3 code", "3 host", "3 kind", "3 site", "3 stream_path", "4 "]);
    }

    [Fact]
    public async Task Code_that_stands_twice_is_named_with_the_line_of_the_first()
    {
        var file = await FleetCsv.ReadAsync(Header + Good + "A-2,N,camera,S,10.0.0.2,80\n" + Good);
        file.Errors.Single().ShouldSatisfyAllConditions(error => error.Line.ShouldBe(4), error => error.Column.ShouldBe("code"), error => error.Reason.ShouldContain("line 2"));
    }

    [Fact]
    public async Task Columns_are_named_when_they_are_unknown_twice_or_missing()
    {
        Told(await FleetCsv.ReadAsync("code,name,kind,site,colour,name\n")).ShouldBe(["1 colour", "1 name"]);
        Told(await FleetCsv.ReadAsync("code,name,host\n")).ShouldBe(["1 kind", "1 site"]);
        Told(await FleetCsv.ReadAsync("")).ShouldBe(["0 "]);
        Told(await FleetCsv.ReadAsync("\n\n" + Header + "A-1,N,boat,S,10.0.0.1,80\n")).ShouldBe(["4 kind"]);
    }

    [Fact]
    public async Task File_that_is_not_utf8_is_told_where_and_how_to_save_it()
    {
        var bytes = Encoding.UTF8.GetBytes(Header + Good + "A-2,C?ng,camera,S1,10.0.0.2,80\n");
        bytes[Array.LastIndexOf(bytes, (byte)'?')] = 0xCC;
        var error = (await FleetCsv.ReadAsync(bytes)).Errors.Single();
        (error.Line, error.Column).ShouldBe((3, ""));
        error.Reason.ShouldContain("UTF-8");
        (await FleetCsv.ReadAsync(Encoding.Unicode.GetPreamble().Concat(Encoding.Unicode.GetBytes(Header)).ToArray())).Errors.Single().Line.ShouldBe(1);
    }

    [Fact]
    public async Task File_over_50_mebibytes_is_refused_and_not_read_to_its_end()
    {
        await using var endless = File.OpenRead("/dev/zero");
        (await FleetImport.ReadAsync(endless, TestContext.Current.CancellationToken)).Errors.Single().Reason.ShouldContain("50 MiB");

        var largest = new byte[50 * 1024 * 1024];
        Array.Fill(largest, (byte)'\n');
        Encoding.UTF8.GetBytes(Header + Good).CopyTo(largest, 0);
        Told(await FleetCsv.ReadAsync(largest)).ShouldBeEmpty();
    }

    [Theory]
    [InlineData("A-1,\"Cổng,camera,S1,10.0.0.1,80\nA-2,N,camera,S,10.0.0.2,80\n")]
    [InlineData("A-1,C\u0000,camera,S1,10.0.0.1,80\n")]
    public async Task Broken_quotes_and_control_characters_are_errors_not_devices(string rows)
    {
        var file = await FleetCsv.ReadAsync(Header + rows);
        file.Errors.ShouldNotBeEmpty();
        file.Errors[0].Line.ShouldBe(2);
    }

    private static IEnumerable<string> Told(FleetFile file) =>
        file.Errors.OrderBy(error => error.Line).ThenBy(error => error.Column, StringComparer.Ordinal).Select(error => $"{error.Line} {error.Column}");
}
