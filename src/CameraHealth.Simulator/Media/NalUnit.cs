using CameraHealth.Simulator.Scenarios;

namespace CameraHealth.Simulator.Media;

/// <summary>What the simulator must know of a NAL unit header (H.264 7.3.1, H.265 7.3.1.2).</summary>
internal static class NalUnit
{
    internal const int H264SequenceParameterSet = 7;
    internal const int H264PictureParameterSet = 8;
    internal const int H265VideoParameterSet = 32;
    internal const int H265SequenceParameterSet = 33;
    internal const int H265PictureParameterSet = 34;

    internal static int TypeOf(VideoCodec codec, ReadOnlySpan<byte> unit) =>
        codec == VideoCodec.H264 ? unit[0] & 0x1F : (unit[0] >> 1) & 0x3F;

    /// <summary>A coded slice, that is picture content.</summary>
    internal static bool IsSlice(VideoCodec codec, int type) => codec == VideoCodec.H264 ? type is >= 1 and <= 5 : type < 32;

    /// <summary>first_mb_in_slice is 0 (H.264) or first_slice_segment_in_pic_flag is set (H.265): both are one 1-bit after the header.</summary>
    internal static bool BeginsPicture(VideoCodec codec, ReadOnlySpan<byte> slice) => (slice[codec == VideoCodec.H264 ? 1 : 2] & 0x80) != 0;
}
