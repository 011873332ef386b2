using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Ledger;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Storage.Ledger;

public sealed class PackedSamplesTests
{
    private static readonly DateTimeOffset Hour = new(2026, 11, 24, 9, 0, 0, TimeSpan.Zero);

    private static readonly Gen<int?> Number = Gen.OneOf(Gen.Const((int?)null), Gen.Int[-5, 400].Select(number => (int?)number), Gen.Int.Select(number => (int?)number));

    private static readonly Gen<float?> Real = Gen.OneOf(Gen.Const((float?)null), Gen.Float[0, 1000].Select(number => (float?)number));

    private static readonly Gen<ObservationRow> Row =
        from times in Gen.Long[-4_000_000_000, 4_000_000_000].Array[4]
        from facts in Gen.Short[0, 767].Array[5]
        from numbers in Number.Array[6]
        from reals in Real.Array[5]
        from duration in Gen.Int[0, int.MaxValue]
        from picture in Gen.Short[-1, 10_000].Array[2]
        select new ObservationRow
        {
            DeviceId = 7,
            Kind = PollKind.Stream,
            At = Hour.AddTicks(times[0] * 10),
            DueAt = Hour.AddTicks(times[1] * 10),
            NextDueAt = Hour.AddTicks(times[2] * 10),
            VouchedUntil = Hour.AddTicks(times[3] * 10),
            DurationMs = duration,
            LatenessMs = numbers[0],
            Facts = new RungFacts(facts[0], facts[1], facts[2], facts[3], facts[4]),
            Picture = facts[4] == 0 || picture[1] < 0 ? null : new PictureMeasures(picture[0] < 0 ? null : picture[0], picture[1]),
            ClockOffsetMs = numbers[1] * 100_000L,
            ClockErrorMs = numbers[2],
            Stream = reals[0] is null && numbers[3] is null ? null : new StreamMeasures
            {
                FrameRate = reals[0],
                FrameRateTimestamps = reals[1],
                BitRate = reals[2],
                LossRatio = reals[3],
                JitterMs = reals[4],
                KeyframeIntervalMs = numbers[3],
                FirstKeyframeMs = numbers[4],
                LongestGapMs = numbers[5],
            },
        };

    [Fact]
    public void Whatever_is_packed_is_unpacked_the_same() => Row.Array[1, 70].Sample(rows =>
        PackedSamples.Unpack(7, PollKind.Stream, rows.Length, PackedSamples.Pack(rows)).ShouldBe(rows));

    [Fact]
    public void A_regular_hour_takes_less_than_eighteen_bytes_a_sample()
    {
        var random = new Random(1);
        var rows = Enumerable.Range(0, 60).Select(minute =>
        {
            var (late, took) = (random.Next(500, 40_000), random.Next(40_000, 400_000));
            var due = Hour.AddMinutes(minute);
            return new ObservationRow
            {
                DeviceId = 1,
                Kind = PollKind.Health,
                At = due.AddMicroseconds(late + took),
                DueAt = due,
                NextDueAt = due.AddMinutes(1),
                VouchedUntil = due.AddSeconds(90),
                DurationMs = took / 1000,
                LatenessMs = late / 1000,
                Facts = new RungFacts(128, 128, 128, 0),
                ClockOffsetMs = 1500 + random.Next(-40, 40),
                ClockErrorMs = 500 + (took / 4000),
            };
        }).ToArray();

        PackedSamples.Pack(rows).Length.ShouldBeLessThan(18 * rows.Length);
    }

    [Fact]
    public void Narrow_columns_and_what_does_not_fit_them_say_every_time_exactly() => Row.Sample(row =>
    {
        var times = new NarrowTimes(row);
        var extra = new byte[ObservationExtra.MaxLength];
        var length = ObservationExtra.Write(extra, row, times);
        var exact = ObservationExtra.ReadExact(extra.AsSpan(0, length));
        (exact?[0] ?? times.DueUs).ShouldBe((row.At - row.DueAt).Ticks / 10);
        (exact?[1] ?? SlotTime.ToInstant(times.Slot).UnixMicroseconds()).ShouldBe(row.NextDueAt.UnixMicroseconds());
        (exact?[2] ?? SlotTime.ToInstant(times.Slot).AddSeconds(times.VouchedS).UnixMicroseconds()).ShouldBe(row.VouchedUntil.UnixMicroseconds());
        (exact?[3] ?? times.DurationMs).ShouldBe(row.DurationMs);
        (exact?[4] ?? times.LatenessMs).ShouldBe(row.LatenessMs);
        (exact?[5] ?? times.ClockOffsetMs).ShouldBe(row.ClockOffsetMs);
        (exact?[6] ?? times.ClockErrorMs).ShouldBe(row.ClockErrorMs);
        ObservationExtra.ReadMeasures(extra.AsSpan(0, length)).ShouldBe(row.Stream);
        ObservationExtra.ReadPicture(extra.AsSpan(0, length)).ShouldBe((row.Facts.Picture, row.Picture));
    });
}
