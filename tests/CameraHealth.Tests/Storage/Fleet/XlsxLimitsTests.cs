using System.IO.Compression;
using System.Text;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Storage.Fleet;

/// <summary>A workbook may come from anybody.</summary>
public sealed class XlsxLimitsTests
{
    private const string Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    private static readonly string Header = RawWorkbook.Row(RawWorkbook.Header);

    public static TheoryData<string, string> Bombs => new()
    {
        { "xl/worksheets/sheet1.xml", RawWorkbook.Sheet(new string(' ', 60_000_000)) },
        { "xl/sharedStrings.xml", $"""<sst xmlns="{Main}">{new string(' ', 60_000_000)}</sst>""" },
        { "xl/styles.xml", $"""<styleSheet xmlns="{Main}" x="{new string('x', 60_000_000)}"/>""" },
        { "xl/workbook.xml", $"""<workbook xmlns="{Main}">{new string(' ', 60_000_000)}</workbook>""" },
        { "_rels/.rels", $"<Relationships>{new string(' ', 60_000_000)}</Relationships>" },
    };

    [Theory]
    [MemberData(nameof(Bombs), DisableDiscoveryEnumeration = true)]
    public async Task Part_that_unpacks_to_more_than_50_mebibytes_is_refused(string part, string xml)
    {
        var bytes = new RawWorkbook(Header).With(part, xml).ToBytes();
        bytes.Length.ShouldBeLessThan(1_000_000, "it is no bomb");
        (await RawWorkbook.ReadAsync(bytes)).Errors.Single().Reason.ShouldContain("50 MiB");
    }

    [Fact]
    public async Task Size_that_the_file_gives_is_not_believed()
    {
        var bytes = new RawWorkbook(Header).With("xl/worksheets/sheet1.xml", RawWorkbook.Sheet(new string(' ', 60_000_000))).ToBytes();

        // The size in the central directory (46-byte header: size at 24, name at 46) becomes 100 bytes.
        var name = Encoding.ASCII.GetBytes("xl/worksheets/sheet1.xml");
        var at = bytes.AsSpan().LastIndexOf(name) - 46;
        BitConverter.TryWriteBytes(bytes.AsSpan(at + 24), 100).ShouldBeTrue();
        var file = await RawWorkbook.ReadAsync(bytes);
        file.Count.ShouldBe(0);
        file.Errors.ShouldNotBeEmpty();
    }

    [Theory]
    [InlineData("xl/worksheets/sheet1.xml")]
    [InlineData("xl/sharedStrings.xml")]
    [InlineData("xl/workbook.xml")]
    [InlineData("_rels/.rels")]
    public async Task Document_type_is_refused_wherever_it_stands(string part)
    {
        var good = Encoding.UTF8.GetString(await UnpackAsync(new RawWorkbook(Header).ToBytes(), part));
        var file = await new RawWorkbook(Header).With(part, """<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/hostname">]>""" + good).ReadAsync();
        file.Errors.Single().Reason.ShouldContain("DTD");
    }

    [Theory]
    [InlineData("""<row r="1048577"><c/></row>""")]
    [InlineData("""<row r="0"><c/></row>""")]
    [InlineData("""<row><c r="XFE1"><v>1</v></c></row>""")]
    [InlineData("""<row><c r="A99999999999"><v>1</v></c></row>""")]
    [InlineData("""<row><c r="1A"><v>1</v></c></row>""")]
    [InlineData("""<row><c r="Đ1"><v>1</v></c></row>""")]
    [InlineData("""<row><c t="s"><v>5</v></c></row>""")]
    [InlineData("""<row><c t="s"><v>-1</v></c></row>""")]
    [InlineData("<row><c>")]
    [InlineData("&nbsp;")]
    public async Task Sheet_that_no_program_writes_is_an_error(string rows) => (await new RawWorkbook(rows).ReadAsync()).Errors.Count.ShouldBe(1);

    [Fact]
    public async Task Cell_longer_than_a_sheet_allows_is_an_error() =>
        (await new RawWorkbook(Header, RawWorkbook.Row(new string('x', 32768))).ReadAsync()).Errors.Single().Reason.ShouldContain("32767");

    [Fact]
    public async Task Wide_and_empty_rows_take_no_room()
    {
        var wide = string.Concat(Enumerable.Repeat("""<row><c r="XFD1"><v>1</v></c></row>""", 100_000));
        var before = GC.GetTotalAllocatedBytes(precise: true);
        (await new RawWorkbook(Header, wide).ReadAsync()).Errors.Count.ShouldBe(100_000);

        // Other tests allocate in the same process meanwhile; rows of the full width would take thirteen times the limit.
        (GC.GetTotalAllocatedBytes(precise: true) - before).ShouldBeLessThan(1_000_000_000, "a row of 16,384 cells takes 128 KiB");
    }

    [Fact]
    public async Task Other_files_are_told_apart()
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            zip.CreateEntry("readme.txt");
        }

        (await RawWorkbook.ReadAsync(file.ToArray())).Errors.Single().Reason.ShouldContain("no workbook");
        (await RawWorkbook.ReadAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0])).Errors.Single().Reason.ShouldContain("password");
        (await RawWorkbook.ReadAsync("PK\u0003\u0004"u8.ToArray())).Errors.Count.ShouldBe(1);
        (await new RawWorkbook().ReadAsync()).Errors.Single().Reason.ShouldContain("empty");
    }

    [Fact]
    public async Task Damaged_workbook_is_errors_and_never_an_exception()
    {
        var good = new RawWorkbook(Header, RawWorkbook.Camera("A-1", "", "")).ToBytes();
        var random = new Random(20261125);
        for (var i = 0; i < 3000; i++)
        {
            var bytes = i % 3 == 0 ? good[..random.Next(good.Length)] : [.. good];
            for (var j = random.Next(4); j >= 0 && bytes.Length > 0; j--)
            {
                bytes[random.Next(bytes.Length)] = (byte)random.Next(256);
            }

            await RawWorkbook.ReadAsync(bytes);
        }
    }

    private static async Task<byte[]> UnpackAsync(byte[] bytes, string part)
    {
        using var zip = new ZipArchive(new MemoryStream(bytes));
        await using var stream = await zip.GetEntry(part)!.OpenAsync();
        using var unpacked = new MemoryStream();
        await stream.CopyToAsync(unpacked);
        return unpacked.ToArray();
    }
}
