using CameraHealth.Monitoring.Observations;

namespace CameraHealth.Storage.Ledger;

/// <summary>The observations of one device, kind and UTC hour as bytes: everything but the batch they came in. Version 2 has pictures besides.</summary>
internal static class PackedSamples
{
    private const byte Version = 2;
    private const int ColumnsOfFirstVersion = 20;

    // The next due time is told from the due time, what vouches from the next due time: on the grid both are the same every time.
    private static readonly Func<ObservationRow, long?>[] Columns =
    [
        row => row.DueAt.UnixMicroseconds(),
        row => (row.At - row.DueAt).Ticks / TimeSpan.TicksPerMicrosecond,
        row => (row.NextDueAt - row.DueAt).Ticks / TimeSpan.TicksPerMicrosecond,
        row => (row.VouchedUntil - row.NextDueAt).Ticks / TimeSpan.TicksPerMicrosecond,
        row => row.LatenessMs,
        // Mostly what is left of the time from due to done.
        row => ((row.At - row.DueAt).Ticks / TimeSpan.TicksPerMillisecond) - (row.LatenessMs ?? 0) - row.DurationMs,
        row => row.Facts.Reachable,
        row => row.Facts.Responding,
        row => row.Facts.Authenticated,
        row => row.Facts.Streaming,
        row => row.ClockOffsetMs,
        row => row.ClockErrorMs,
        row => Bits(row.Stream?.FrameRate),
        row => Bits(row.Stream?.FrameRateTimestamps),
        row => Bits(row.Stream?.BitRate),
        row => Bits(row.Stream?.LossRatio),
        row => Bits(row.Stream?.JitterMs),
        row => row.Stream?.KeyframeIntervalMs,
        row => row.Stream?.FirstKeyframeMs,
        row => row.Stream?.LongestGapMs,
        row => row.Facts.Picture is var fact and not 0 ? fact : null,
        row => row.Picture?.Sharpness,
        row => row.Picture?.Brightness,
    ];

    /// <summary>Packs observations of one device and kind, in order of time.</summary>
    public static byte[] Pack(IReadOnlyList<ObservationRow> rows)
    {
        var writer = new ByteWriter();
        writer.Byte(Version);
        foreach (var column in Columns)
        {
            PackedColumn.Write(writer, [.. rows.Select(column)]);
        }

        return writer.ToArray();
    }

    /// <exception cref="InvalidDataException">They were packed by a newer version.</exception>
    public static IEnumerable<ObservationRow> Unpack(int deviceId, PollKind kind, int samples, byte[] data)
    {
        var reader = new ByteReader(data);
        if (reader.Byte() is var version && version is not (1 or Version))
        {
            throw new InvalidDataException($"packed observations of version {version} are not known");
        }

        var columns = new long?[Columns.Length][];
        for (var i = 0; i < columns.Length; i++)
        {
            columns[i] = version == 1 && i >= ColumnsOfFirstVersion ? new long?[samples] : PackedColumn.Read(ref reader, samples);
        }

        return Enumerable.Range(0, samples).Select(i => Row(deviceId, kind, [.. columns.Select(column => column[i])]));
    }

    private static ObservationRow Row(int deviceId, PollKind kind, long?[] values)
    {
        var dueAt = DatabaseTime.FromUnixMicroseconds(values[0]!.Value);
        var nextDueAt = dueAt.AddTicks(values[2]!.Value * TimeSpan.TicksPerMicrosecond);
        var measures = new StreamMeasures
        {
            FrameRate = Real(values[12]),
            FrameRateTimestamps = Real(values[13]),
            BitRate = Real(values[14]),
            LossRatio = Real(values[15]),
            JitterMs = Real(values[16]),
            KeyframeIntervalMs = (int?)values[17],
            FirstKeyframeMs = (int?)values[18],
            LongestGapMs = (int?)values[19],
        };
        return new ObservationRow
        {
            DeviceId = deviceId,
            Kind = kind,
            At = dueAt.AddTicks(values[1]!.Value * TimeSpan.TicksPerMicrosecond),
            DueAt = dueAt,
            NextDueAt = nextDueAt,
            VouchedUntil = nextDueAt.AddTicks(values[3]!.Value * TimeSpan.TicksPerMicrosecond),
            LatenessMs = (int?)values[4],
            DurationMs = (int)((values[1]!.Value / 1000) - (values[4] ?? 0) - values[5]!.Value),
            Facts = new RungFacts((short)values[6]!.Value, (short)values[7]!.Value, (short)values[8]!.Value, (short)values[9]!.Value, (short)(values[20] ?? 0)),
            ClockOffsetMs = values[10],
            ClockErrorMs = (int?)values[11],
            Stream = measures == new StreamMeasures() ? null : measures,
            Picture = values[22] is { } brightness ? new PictureMeasures((short?)values[21], (short)brightness) : null,
        };
    }

    private static long? Bits(float? value) => value is { } number ? BitConverter.SingleToInt32Bits(number) : null;

    private static float? Real(long? bits) => bits is { } value ? BitConverter.Int32BitsToSingle((int)value) : null;
}
