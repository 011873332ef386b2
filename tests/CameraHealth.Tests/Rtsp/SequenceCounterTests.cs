using CameraHealth.Rtsp.Rtp;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class SequenceCounterTests
{
    [Theory]
    [InlineData("in order", new[] { 1, 2, 3, 4 }, 4, 0)]
    [InlineData("over the end of the numbers", new[] { 65534, 65535, 0, 1 }, 4, 0)]
    [InlineData("one lost", new[] { 1, 2, 4, 5 }, 5, 1)]
    [InlineData("one lost over the end", new[] { 65534, 0, 1 }, 4, 1)]
    [InlineData("a duplicate", new[] { 1, 2, 2, 3 }, 3, 0)]
    [InlineData("a duplicate does not hide a loss", new[] { 1, 2, 2, 4 }, 4, 1)]
    [InlineData("out of order", new[] { 1, 3, 2, 4 }, 4, 0)]
    [InlineData("a late one from before the first", new[] { 10, 9, 11 }, 2, 0)]
    [InlineData("a restart far back", new[] { 40000, 40001, 5, 6, 7 }, 5, 0)]
    [InlineData("a restart far ahead", new[] { 5, 6, 40000, 40001 }, 4, 0)]
    [InlineData("one stray number", new[] { 5, 6, 40000, 7, 8 }, 4, 0)]
    [InlineData("a loss in each of two runs", new[] { 1, 3, 40000, 40001, 40003 }, 7, 2)]
    [InlineData("a long gap", new[] { 1, 2000 }, 2000, 1998)]
    public void Expected_and_lost_are_counted(string what, int[] numbers, long expected, long lost)
    {
        var counter = Count(numbers);

        (counter.Expected, counter.Lost).ShouldBe((expected, lost), what);
        counter.Received.ShouldBe(numbers.Length);
    }

    [Fact]
    public void Late_and_doubled_packets_are_counted_apart()
    {
        var counter = Count([1, 2, 2, 5, 4, 3, 3]);

        (counter.Received, counter.Duplicates, counter.Reordered, counter.Lost).ShouldBe((7L, 2L, 2L, 0L));
    }

    [Fact]
    public void A_packet_may_be_a_thousand_places_late()
    {
        var counter = Count([1, .. Enumerable.Range(3, 1000), 2]);

        (counter.Reordered, counter.Lost).ShouldBe((1L, 0L));
    }

    [Fact]
    public void When_time_is_up_only_what_is_missing_is_taken()
    {
        var counter = Count([1, 2, 4]);
        counter.HasHoleAmongNewest(2).ShouldBeTrue();
        counter.HasHoleAmongNewest(1).ShouldBeFalse();
        counter.Freeze();

        counter.Add(6).ShouldBeFalse();
        counter.Add(3).ShouldBeTrue();
        (counter.Expected, counter.Received, counter.Lost).ShouldBe((4L, 4L, 0L));
    }

    [Fact]
    public void A_new_source_begins_anew_and_nothing_is_booked()
    {
        var counter = Count([1, 2]);
        counter.StartOver();
        counter.Add(900);
        counter.Add(901);

        (counter.Expected, counter.Lost).ShouldBe((4L, 0L));
    }

    [Fact]
    public void Whatever_comes_the_loss_is_between_nothing_and_what_was_expected() =>
        Gen.Int[0, 65535].Array[0, 200].Sample(numbers =>
        {
            var counter = Count(numbers);
            counter.Lost.ShouldBeInRange(0, counter.Expected);
        });

    [Fact]
    public void Dropping_some_of_a_steady_stream_is_counted_exactly() =>
        Gen.Select(Gen.Int[0, 65535], Gen.Bool.Array[10, 300]).Sample((start, kept) =>
        {
            kept[0] = kept[^1] = true;
            var counter = Count([.. kept.Select((keep, i) => (keep, Number: (start + i) & 0xffff)).Where(x => x.keep).Select(x => x.Number)]);
            counter.Lost.ShouldBe(kept.Count(keep => !keep));
        });

    private static SequenceCounter Count(int[] numbers)
    {
        var counter = new SequenceCounter();
        foreach (var number in numbers)
            counter.Add((ushort)number);
        return counter;
    }
}
