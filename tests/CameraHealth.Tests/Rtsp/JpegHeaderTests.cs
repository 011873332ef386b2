using CameraHealth.Rtsp.Codecs;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class JpegHeaderTests
{
    /// <summary>RTP payloads of JPEG and what is in their headers (offset, type, quality, size, restart, tables, scan); also the seeds of the fuzzer.</summary>
    public static readonly TheoryData<string, string, string> Cases = new()
    {
        { "first piece with standard tables", "0000000001505a2d0102", "0 1 80 720x360 0 0 2" },
        { "a later piece", "00010203015a502dff", "66051 1 90 640x360 0 0 1" },
        { "restart markers", "000000004150502d0010ffff0102", "0 65 80 640x360 16 0 2" },
        { "tables in band", "0000000001ff502d0000000401020304aabb", "0 1 255 640x360 0 4 2" },
        { "tables of 16 bits are passed over", "0000000001ff502d0001000401020304aabb", "0 1 255 640x360 0 0 2" },
        { "tables longer than the packet", "0000000001ff502d000000ff01020304", "0 1 255 640x360 0 4 0" },
        { "above 2040 pixels", "0000000001500000" + "0102", "0 1 80 0x0 0 0 2" },
        { "a header that is cut", "00000000015050", "none" },
        { "headers of ONVIF: frame, tables", "ffc0001108021002d003012200021101031101ffdb0043000102030405060708090a0b0c0d0e0f", "12582929 8 2 128x16 0 0 31" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public void The_headers_are_read(string what, string hex, string expected)
    {
        var found = JpegFragment.TryParse(Convert.FromHexString(hex), out var f)
            ? FormattableString.Invariant($"{f.Offset} {f.Type} {f.Quality} {f.Width}x{f.Height} {f.RestartInterval} {f.Tables.Length} {f.Scan.Length}")
            : "none";

        found.ShouldBe(expected, what);
    }

    [Theory]
    [InlineData("ffc0001108021002d003012200021101031101", 720, 528)]
    [InlineData("ffffffdb0003ffffffc1001108021002d003012200021101031101", 720, 528)]
    [InlineData("ffd8ffc0001108021002d0", 720, 528)]
    public void The_size_is_found_among_the_segments(string hex, int width, int height)
    {
        var size = JpegSegments.ReadSize(Convert.FromHexString(hex));

        (size?.Width, size?.Height).ShouldBe((width, height));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ffc0")]
    [InlineData("ffc00002")]
    [InlineData("ffda000affc0001108021002d0")]
    [InlineData("0011ffc0001108021002d0")]
    public void Without_a_frame_header_there_is_no_size(string hex) => JpegSegments.ReadSize(Convert.FromHexString(hex)).ShouldBeNull();

    [Fact]
    public void The_standard_tables_scale_with_the_quality()
    {
        JpegTables.Quantization(50)[..4].ShouldBe([16, 11, 12, 14]);
        JpegTables.Quantization(99)[..4].ShouldBe([1, 1, 1, 1]);
        JpegTables.Quantization(1).ShouldAllBe(entry => entry == 255);
        JpegTables.Huffman.Length.ShouldBe((4 * 17) + 12 + 162 + 12 + 162);
    }
}
