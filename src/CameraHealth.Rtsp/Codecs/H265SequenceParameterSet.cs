namespace CameraHealth.Rtsp.Codecs;

/// <summary>The sequence parameter set of H.265 (ITU-T H.265, 7.3.2.2 and E.2.1), as far as the timing.</summary>
internal static class H265SequenceParameterSet
{
    private const int MaxShortTermSets = 64;
    private const int MaxLongTermPictures = 32;

    /// <summary>Reads a NAL unit of type 33, its two header bytes included. Null: damaged or cut off before the size.</summary>
    public static VideoFormat? Parse(ReadOnlySpan<byte> nal)
    {
        if (nal.Length < 4 || ((nal[0] >> 1) & 0x3f) != 33)
            return null;
        var reader = new BitReader(nal[2..]);
        reader.Skip(4);
        var maxSubLayer = (int)reader.ReadBits(3);
        reader.Skip(1);
        SkipProfileTierLevel(ref reader, maxSubLayer);
        reader.ReadUnsigned();
        var chroma = reader.ReadUnsigned();
        if (chroma == 3)
            reader.Skip(1);
        long width = reader.ReadUnsigned();
        long height = reader.ReadUnsigned();
        if (reader.ReadFlag())
        {
            width -= ((long)reader.ReadUnsigned() + reader.ReadUnsigned()) * (chroma is 1 or 2 ? 2 : 1);
            height -= ((long)reader.ReadUnsigned() + reader.ReadUnsigned()) * (chroma == 1 ? 2 : 1);
        }

        if (reader.IsExhausted)
            return null;
        return VideoFormat.From(width, height, ReadFrameRate(ref reader, maxSubLayer));
    }

    private static void SkipProfileTierLevel(ref BitReader reader, int maxSubLayer)
    {
        reader.Skip(88 + 8);
        Span<bool> hasProfile = stackalloc bool[8];
        Span<bool> hasLevel = stackalloc bool[8];
        for (var i = 0; i < maxSubLayer; i++)
            (hasProfile[i], hasLevel[i]) = (reader.ReadFlag(), reader.ReadFlag());
        if (maxSubLayer > 0)
            reader.Skip(2 * (8 - maxSubLayer));
        for (var i = 0; i < maxSubLayer; i++)
            reader.Skip((hasProfile[i] ? 88 : 0) + (hasLevel[i] ? 8 : 0));
    }

    /// <summary>time_scale / num_units_in_tick, without the factor 2 of H.264. 0 when not told or not readable.</summary>
    private static double ReadFrameRate(ref BitReader reader, int maxSubLayer)
    {
        reader.ReadUnsigned();
        reader.ReadUnsigned();
        var log2MaxPictureOrder = reader.ReadUnsigned() + 4;
        for (var i = reader.ReadFlag() ? 0 : maxSubLayer; i <= maxSubLayer; i++)
            SkipUnsigned(ref reader, 3);
        SkipUnsigned(ref reader, 6);
        if (reader.ReadFlag() && reader.ReadFlag())
            SkipScalingLists(ref reader);
        reader.Skip(2);
        if (reader.ReadFlag())
        {
            reader.Skip(8);
            SkipUnsigned(ref reader, 2);
            reader.Skip(1);
        }

        if (!TrySkipReferenceSets(ref reader, log2MaxPictureOrder))
            return 0;
        reader.Skip(2);
        return reader.ReadFlag() ? ReadTiming(ref reader) : 0;
    }

    private static void SkipScalingLists(ref BitReader reader)
    {
        for (var size = 0; size < 4; size++)
        {
            for (var matrix = 0; matrix < 6; matrix += size == 3 ? 3 : 1)
            {
                if (!reader.ReadFlag())
                {
                    reader.ReadUnsigned();
                    continue;
                }

                SkipUnsigned(ref reader, Math.Min(64, 1 << (4 + (2 * size))) + (size > 1 ? 1 : 0));
            }
        }
    }

    private static bool TrySkipReferenceSets(ref BitReader reader, uint log2MaxPictureOrder)
    {
        var sets = reader.ReadUnsigned();
        if (sets > MaxShortTermSets || log2MaxPictureOrder > 16)
            return false;
        var pictures = 0;
        for (var i = 0; i < sets && !reader.IsExhausted; i++)
            pictures = SkipShortTermSet(ref reader, i > 0, pictures);
        if (reader.ReadFlag())
        {
            var longTerm = reader.ReadUnsigned();
            if (longTerm > MaxLongTermPictures)
                return false;
            reader.Skip((int)longTerm * ((int)log2MaxPictureOrder + 1));
        }

        return !reader.IsExhausted;
    }

    /// <summary>st_ref_pic_set (7.3.7). Gives the number of its pictures, which the next set may be predicted from.</summary>
    private static int SkipShortTermSet(ref BitReader reader, bool mayBePredicted, int picturesBefore)
    {
        if (mayBePredicted && reader.ReadFlag())
        {
            reader.Skip(1);
            reader.ReadUnsigned();
            var kept = 0;
            for (var i = 0; i <= picturesBefore; i++)
            {
                // used_by_curr_pic_flag, else use_delta_flag: either keeps the picture.
                if (reader.ReadFlag() || reader.ReadFlag())
                    kept++;
            }

            return Math.Min(kept, 32);
        }

        var count = (int)Math.Min(reader.ReadUnsigned(), 16) + (int)Math.Min(reader.ReadUnsigned(), 16);
        for (var i = 0; i < count; i++)
        {
            reader.ReadUnsigned();
            reader.Skip(1);
        }

        return count;
    }

    private static double ReadTiming(ref BitReader reader)
    {
        VideoUsability.SkipToChromaLocation(ref reader);
        reader.Skip(3);
        if (reader.ReadFlag())
            SkipUnsigned(ref reader, 4);
        if (!reader.ReadFlag())
            return 0;
        var unitsInTick = reader.ReadBits(32);
        var timeScale = reader.ReadBits(32);
        return reader.IsExhausted || unitsInTick == 0 ? 0 : (double)timeScale / unitsInTick;
    }

    private static void SkipUnsigned(ref BitReader reader, int count)
    {
        for (var i = 0; i < count; i++)
            reader.ReadUnsigned();
    }
}
