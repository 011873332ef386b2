namespace CameraHealth.Rtsp.Codecs;

/// <summary>The sequence parameter set of H.264 (ITU-T H.264, 7.3.2.1.1 and E.1.1), as far as the timing.</summary>
internal static class H264SequenceParameterSet
{
    /// <summary>Reads a NAL unit of type 7, its header byte included. Null: damaged or cut off before the size.</summary>
    public static VideoFormat? Parse(ReadOnlySpan<byte> nal)
    {
        if (nal.Length < 4 || (nal[0] & 0x1f) != 7)
            return null;
        var reader = new BitReader(nal[1..]);
        var profile = reader.ReadBits(8);
        reader.Skip(16);
        reader.ReadUnsigned();
        var chroma = HasChromaFormat(profile) ? ReadHighProfile(ref reader) : 1u;
        SkipPictureOrder(ref reader);
        reader.ReadUnsigned();
        reader.Skip(1);

        var widthInBlocks = reader.ReadUnsigned() + 1L;
        var heightInUnits = reader.ReadUnsigned() + 1L;
        var fieldFactor = reader.ReadFlag() ? 1 : 2;
        if (fieldFactor == 2)
            reader.Skip(1);
        reader.Skip(1);
        var (width, height) = (widthInBlocks * 16, heightInUnits * 16 * fieldFactor);
        if (reader.ReadFlag())
        {
            var unitX = chroma is 1 or 2 ? 2 : 1;
            var unitY = (chroma == 1 ? 2 : 1) * fieldFactor;
            width -= ((long)reader.ReadUnsigned() + reader.ReadUnsigned()) * unitX;
            height -= ((long)reader.ReadUnsigned() + reader.ReadUnsigned()) * unitY;
        }

        if (reader.IsExhausted)
            return null;
        return VideoFormat.From(width, height, reader.ReadFlag() ? ReadFrameRate(ref reader) : 0);
    }

    private static bool HasChromaFormat(uint profile) =>
        profile is 100 or 110 or 122 or 244 or 44 or 83 or 86 or 118 or 128 or 138 or 139 or 134 or 135;

    /// <summary>Gives chroma_format_idc, or 0 when the planes are coded apart.</summary>
    private static uint ReadHighProfile(ref BitReader reader)
    {
        var chroma = reader.ReadUnsigned();
        var lists = chroma == 3 ? 12 : 8;
        if (chroma == 3 && reader.ReadFlag())
            chroma = 0;
        reader.ReadUnsigned();
        reader.ReadUnsigned();
        reader.Skip(1);
        if (!reader.ReadFlag())
            return chroma;
        for (var i = 0; i < lists; i++)
        {
            if (reader.ReadFlag())
                SkipScalingList(ref reader, i < 6 ? 16 : 64);
        }

        return chroma;
    }

    private static void SkipScalingList(ref BitReader reader, int size)
    {
        var (last, next) = (8, 8);
        for (var i = 0; i < size && next != 0; i++)
        {
            next = (last + reader.ReadSigned() + 256) & 0xff;
            last = next == 0 ? last : next;
        }
    }

    private static void SkipPictureOrder(ref BitReader reader)
    {
        reader.ReadUnsigned();
        var type = reader.ReadUnsigned();
        if (type == 0)
        {
            reader.ReadUnsigned();
        }
        else if (type == 1)
        {
            reader.Skip(1);
            reader.ReadSigned();
            reader.ReadSigned();
            var cycle = reader.ReadUnsigned();
            for (var i = 0; i < cycle && i < 256 && !reader.IsExhausted; i++)
                reader.ReadSigned();
        }
    }

    /// <summary>time_scale / (2 × num_units_in_tick): a tick is a field. 0 when not told.</summary>
    private static double ReadFrameRate(ref BitReader reader)
    {
        VideoUsability.SkipToChromaLocation(ref reader);
        if (!reader.ReadFlag())
            return 0;
        var unitsInTick = reader.ReadBits(32);
        var timeScale = reader.ReadBits(32);
        return reader.IsExhausted || unitsInTick == 0 ? 0 : timeScale / (2.0 * unitsInTick);
    }
}
