using CameraHealth.Rtsp.Codecs;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class SequenceParameterSetTests
{
    /// <summary>Made by x264; size and rate as ffprobe reads them from the same stream. Also the seeds of the mutation test.</summary>
    public static readonly TheoryData<string, int, int, double, string> H264 = new()
    {
        { "baseline", 640, 360, 25, "6742c01ed900a02ff97011000003000100000300320f162e48" },
        { "high, cropped to 1080 lines", 1920, 1080, 25, "67640028acd940780227e5c044000003000400000300c83c60c658" },
        { "main, B-frames, NTSC rate", 1920, 1080, 30000 / 1001.0, "674d4028eca03c0113f2e022000007d20001d4c01e30632c" },
        { "high, scaling lists (Reolink uses them)", 704, 576, 25, "6764001eacd940b0126c0440000003004000000c83c58b6580" },
        { "4:2:2", 1280, 720, 15, "677a001fbcd9405005bb0110000003001000000301e0f1831960" },
        { "4:4:4, cropped", 1280, 718, 12, "67f4001f919b280a00b7f78088000003000800000300c078c18cb0" },
        { "interlaced", 1920, 1080, 25, "67640028acd94078044fde0220000003002000000643e2c5b2c0" },
        { "all of the usability before timing", 2560, 1440, 20, "67640032acd9402800b5b01a7010101b7000000300100000030280f1831960" },
        { "monochrome", 1280, 720, 10, "6764001ff365014016ec05b2000003000200000300281e30632c" },
    };

    /// <summary>Made by x265, likewise.</summary>
    public static readonly TheoryData<string, int, int, double, string> H265 = new()
    {
        { "main, cropped", 640, 360, 25, "42010101600000030090000003000003003fa00502016965959a4932bc05a02000000300200000030321" },
        { "B-frames", 1920, 1080, 25, "420101016000000300900000030000030078a003c08010e596566924caf0168080000003008000000c84" },
        { "4K, temporal layers", 3840, 2160, 15, "420101016000000300900000030000030096a001e020021c596566924caf0168080000030008000003007840" },
        { "scaling lists", 1280, 720, 30000 / 1001.0, "42010101600000030090000003000003005da00280802d165959a49395e02d0100000303e90000753008" },
        { "4:2:2, cropped", 1280, 718, 12, "4201010408000003009d0800000300005db00280802d1f796566924caf0168080000030008000003006040" },
        { "all of the usability before timing", 704, 576, 20, "42010101600000030090000003000003005aa005820090596566924caf0ca7020101b6224489130000030001000003001408" },
        { "4:4:4, cropped", 640, 358, 5, "4201010408000003009e0800000300005a9000a0402d3ef2cecd24995e02d0100000030010000003005080" },
    };

    [Theory]
    [MemberData(nameof(H264))]
    public void H264_size_and_rate_are_read(string what, int width, int height, double rate, string hex) =>
        ShouldBe(H264SequenceParameterSet.Parse(Convert.FromHexString(hex)), what, width, height, rate);

    [Theory]
    [MemberData(nameof(H265))]
    public void H265_size_and_rate_are_read(string what, int width, int height, double rate, string hex) =>
        ShouldBe(H265SequenceParameterSet.Parse(Convert.FromHexString(hex)), what, width, height, rate);

    [Fact]
    public void H265_with_predicted_reference_sets_sub_layers_long_term_pictures_and_pcm_is_read() =>
        ShouldBe(H265SequenceParameterSet.Parse(HandMadeH265(timeScale: 50)), "by hand", 1920, 1080, 25);

    [Fact]
    public void Swapped_timing_is_absurd_and_counts_as_not_told() =>
        H265SequenceParameterSet.Parse(HandMadeH265(timeScale: 100_000))!.Value.FrameRate.ShouldBeNull();

    [Fact]
    public void Bytes_after_the_parameter_set_do_no_harm() =>
        H264SequenceParameterSet.Parse([.. Convert.FromHexString(H264.First().Data.Item5), 0, 0, 0, 1, 0x68, 0xCE])!.Value.Width.ShouldBe(640);

    [Fact]
    public void A_set_cut_before_the_size_gives_nothing()
    {
        H264SequenceParameterSet.Parse(Convert.FromHexString("67640028ac")).ShouldBeNull();
        H265SequenceParameterSet.Parse(Convert.FromHexString("4201010160000003009000000300")).ShouldBeNull();
        H264SequenceParameterSet.Parse([]).ShouldBeNull();
        H265SequenceParameterSet.Parse([]).ShouldBeNull();
    }

    [Fact]
    public void Damaged_sets_never_throw() =>
        Mutations.ForEach(H264.Select(r => Convert.FromHexString(r.Data.Item5)).Concat(H265.Select(r => Convert.FromHexString(r.Data.Item5))), bytes =>
        {
            foreach (var format in new[] { H264SequenceParameterSet.Parse(bytes), H265SequenceParameterSet.Parse(bytes) })
            {
                if (format is { } found)
                    (found.Width > 0 && found.Height > 0 && found.FrameRate is null or > 0).ShouldBeTrue();
            }
        });

    private static void ShouldBe(VideoFormat? format, string what, int width, int height, double rate)
    {
        (format?.Width, format?.Height).ShouldBe((width, height), what);
        format!.Value.FrameRate!.Value.ShouldBe(rate, 0.001, what);
    }

    /// <summary>1920×1080 of 1920×1088, with everything in it that home-made parsers stumble over.</summary>
    private static byte[] HandMadeH265(uint timeScale)
    {
        var bits = new BitWriter().Bits(0, 4).Bits(2, 3).Bits(1, 1);
        bits.Bits(0, 88).Bits(120, 8);
        bits.Bits(0b11, 2).Bits(0b01, 2).Bits(0, 2 * 6).Bits(0, 88).Bits(90, 8).Bits(93, 8);
        bits.Unsigned(0, 1, 1920, 1088).Bits(1, 1).Unsigned(0, 0, 0, 4).Unsigned(0, 0, 4);
        bits.Bits(0, 1).Unsigned(4, 2, 5);
        bits.Unsigned(0, 3, 0, 3, 0, 0).Bits(0, 1).Bits(0, 2);
        bits.Bits(1, 1).Bits(0x77, 8).Unsigned(0, 2).Bits(0, 1);
        bits.Unsigned(3);
        bits.Unsigned(2, 1).Unsigned(0).Bits(1, 1).Unsigned(1).Bits(1, 1).Unsigned(0).Bits(1, 1);
        bits.Bits(1, 1).Bits(1, 1).Unsigned(0).Bits(1, 1).Bits(0b01, 2).Bits(0b00, 2).Bits(1, 1);
        bits.Bits(1, 1).Bits(0, 1).Unsigned(3).Bits(0b01, 2).Bits(1, 1).Bits(1, 1).Bits(1, 1);
        bits.Bits(1, 1).Unsigned(2).Bits(0x155, 9).Bits(0x0AA, 9);
        bits.Bits(0b11, 2).Bits(1, 1);
        bits.Bits(1, 1).Bits(255, 8).Bits(0x00010001, 32).Bits(0, 1).Bits(1, 1).Bits(5, 3).Bits(0, 1).Bits(1, 1).Bits(0x010101, 24).Bits(0, 1);
        bits.Bits(0, 3).Bits(0, 1).Bits(1, 1).Bits(2, 32).Bits(timeScale, 32).Bits(1, 1);
        return [0x42, 0x01, .. bits.WithEmulationPrevention()];
    }
}
