using System.Buffers.Binary;

namespace CameraHealth.Storage.Ledger;

/// <summary>The column <c>extra</c>: empty, or two bytes that say what follows, and that, big-endian: measures of a stream, the exact value of
/// what does not fit its narrow column, and what was found in a picture.</summary>
internal static class ObservationExtra
{
    /// <summary>Bytes of the longest.</summary>
    public const int MaxLength = 2 + (8 * 4) + 8 + 16 + 4 + 4 + 8 + 4 + PictureLength;

    private const int FirstExact = 8;
    private const int ExactBits = 0x3F;
    private const int PictureBit = 0x40;
    private const int PictureLength = 6;

    /// <summary>Writes it.</summary>
    /// <returns>Its length.</returns>
    public static int Write(Span<byte> to, ObservationRow row, NarrowTimes times)
    {
        long?[]? exact = null;
        if (!times.IsExact)
        {
            exact = [times.ExactDueUs, times.ExactNextDueUs, times.ExactVouchedUs, times.ExactDurationMs, times.ExactLatenessMs, times.ExactClockOffsetMs, times.ExactClockErrorMs];
        }

        if (exact is null && row.Stream is null && row.Facts.Picture == 0)
        {
            return 0;
        }

        var (mask, length) = (0, 2);
        if (row.Stream is { } stream)
        {
            WriteMeasures(to, stream, ref mask, ref length);
        }

        WriteExact(to, exact, ref mask, ref length);
        WritePicture(to, row, ref mask, ref length);
        BinaryPrimitives.WriteUInt16BigEndian(to, (ushort)mask);
        return length;
    }

    public static StreamMeasures? ReadMeasures(ReadOnlySpan<byte> extra)
    {
        if (extra.IsEmpty || extra[1] == 0)
        {
            return null;
        }

        var (mask, offset) = (extra[1], 2);
        return new StreamMeasures
        {
            FrameRate = Real(extra, mask, 0, ref offset),
            FrameRateTimestamps = Real(extra, mask, 1, ref offset),
            BitRate = Real(extra, mask, 2, ref offset),
            LossRatio = Real(extra, mask, 3, ref offset),
            JitterMs = Real(extra, mask, 4, ref offset),
            KeyframeIntervalMs = Integer(extra, mask, 5, ref offset),
            FirstKeyframeMs = Integer(extra, mask, 6, ref offset),
            LongestGapMs = Integer(extra, mask, 7, ref offset),
        };
    }

    /// <summary>The exact values that are there, in the order of <see cref="Write"/>; null: all columns are exact.</summary>
    public static long?[]? ReadExact(ReadOnlySpan<byte> extra)
    {
        if (extra.IsEmpty || (extra[0] & ExactBits) == 0)
        {
            return null;
        }

        var mask = BinaryPrimitives.ReadUInt16BigEndian(extra);
        var offset = 2 + (4 * System.Numerics.BitOperations.PopCount((uint)(mask & 0xFF)));
        var exact = new long?[7];
        for (var (i, bit) = (0, FirstExact); i < exact.Length; i++)
        {
            // The next due time and its vouching stand and fall together.
            bit = i == 0 ? FirstExact : i <= 2 ? FirstExact + 1 : FirstExact + i - 1;
            if ((mask & (1 << bit)) == 0)
            {
                continue;
            }

            exact[i] = IsLong(i) ? BinaryPrimitives.ReadInt64BigEndian(extra[offset..]) : BinaryPrimitives.ReadInt32BigEndian(extra[offset..]);
            offset += IsLong(i) ? 8 : 4;
        }

        return exact;
    }

    /// <summary>What was found in a picture; 0 and null: none was asked for.</summary>
    public static (short Fact, PictureMeasures? Measures) ReadPicture(ReadOnlySpan<byte> extra)
    {
        if (extra.IsEmpty || (extra[0] & PictureBit) == 0)
        {
            return (0, null);
        }

        var at = extra[^PictureLength..];
        var (sharpness, brightness) = (BinaryPrimitives.ReadInt16BigEndian(at[2..]), BinaryPrimitives.ReadInt16BigEndian(at[4..]));
        return (BinaryPrimitives.ReadInt16BigEndian(at), brightness < 0 ? null : new PictureMeasures(sharpness < 0 ? null : sharpness, brightness));
    }

    // Last, so that it is found from the end. Negative: not measured.
    private static void WritePicture(Span<byte> to, ObservationRow row, ref int mask, ref int length)
    {
        if (row.Facts.Picture == 0)
        {
            return;
        }

        BinaryPrimitives.WriteInt16BigEndian(to[length..], row.Facts.Picture);
        BinaryPrimitives.WriteInt16BigEndian(to[(length + 2)..], row.Picture?.Sharpness ?? -1);
        BinaryPrimitives.WriteInt16BigEndian(to[(length + 4)..], row.Picture?.Brightness ?? -1);
        mask |= PictureBit << 8;
        length += PictureLength;
    }

    private static bool IsLong(int exact) => exact is 0 or 1 or 2 or 5;

    private static void WriteMeasures(Span<byte> to, StreamMeasures stream, ref int mask, ref int length)
    {
        Put(to, stream.FrameRate, 0, ref mask, ref length);
        Put(to, stream.FrameRateTimestamps, 1, ref mask, ref length);
        Put(to, stream.BitRate, 2, ref mask, ref length);
        Put(to, stream.LossRatio, 3, ref mask, ref length);
        Put(to, stream.JitterMs, 4, ref mask, ref length);
        Put(to, stream.KeyframeIntervalMs, 5, ref mask, ref length);
        Put(to, stream.FirstKeyframeMs, 6, ref mask, ref length);
        Put(to, stream.LongestGapMs, 7, ref mask, ref length);
    }

    private static void WriteExact(Span<byte> to, long?[]? exact, ref int mask, ref int length)
    {
        for (var i = 0; i < exact?.Length; i++)
        {
            if (exact[i] is not { } value)
            {
                continue;
            }

            mask |= 1 << (i == 0 ? FirstExact : i <= 2 ? FirstExact + 1 : FirstExact + i - 1);
            if (IsLong(i))
            {
                BinaryPrimitives.WriteInt64BigEndian(to[length..], value);
            }
            else
            {
                BinaryPrimitives.WriteInt32BigEndian(to[length..], (int)value);
            }

            length += IsLong(i) ? 8 : 4;
        }
    }

    private static void Put(Span<byte> to, float? value, int bit, ref int mask, ref int length) =>
        Put(to, value is { } real ? BitConverter.SingleToInt32Bits(real) : null, bit, ref mask, ref length);

    private static void Put(Span<byte> to, int? value, int bit, ref int mask, ref int length)
    {
        if (value is { } number)
        {
            BinaryPrimitives.WriteInt32BigEndian(to[length..], number);
            mask |= 1 << bit;
            length += 4;
        }
    }

    private static float? Real(ReadOnlySpan<byte> extra, int mask, int bit, ref int offset) =>
        Integer(extra, mask, bit, ref offset) is { } bits ? BitConverter.Int32BitsToSingle(bits) : null;

    private static int? Integer(ReadOnlySpan<byte> extra, int mask, int bit, ref int offset)
    {
        if ((mask & (1 << bit)) == 0)
        {
            return null;
        }

        offset += 4;
        return BinaryPrimitives.ReadInt32BigEndian(extra[(offset - 4)..]);
    }
}
