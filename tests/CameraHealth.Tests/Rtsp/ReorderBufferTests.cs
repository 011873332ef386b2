using CameraHealth.Rtsp.Rtp;
using CsCheck;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class ReorderBufferTests
{
    private readonly List<(int Number, long ArrivedAt)> _delivered = [];

    [Fact]
    public void What_comes_in_order_goes_straight_through()
    {
        using var buffer = Create();
        foreach (var number in new[] { 65534, 65535, 0, 1 })
            Push(buffer, number, at: number % 7);

        _delivered.Select(d => d.Number).ShouldBe([65534, 65535, 0, 1]);
    }

    [Fact]
    public void Overtaken_packets_come_back_in_order_with_their_own_time_of_arrival()
    {
        using var buffer = Create();
        Push(buffer, 1, at: 10);
        Push(buffer, 3, at: 11);
        Push(buffer, 4, at: 12);
        _delivered.Count.ShouldBe(1);
        Push(buffer, 2, at: 13);

        _delivered.ShouldBe([(1, 10), (2, 13), (3, 11), (4, 12)]);
    }

    [Fact]
    public void A_hole_is_waited_for_no_longer_than_patience_lasts()
    {
        using var buffer = Create();
        Push(buffer, 1, at: 0);
        Push(buffer, 3, at: 10);
        Push(buffer, 4, at: 100);
        _delivered.Count.ShouldBe(1);
        Push(buffer, 5, at: 111);
        Push(buffer, 2, at: 112);

        _delivered.Select(d => d.Number).ShouldBe([1, 3, 4, 5]);
    }

    [Theory]
    [InlineData(10000)]
    [InlineData(60000)]
    public void Another_run_of_numbers_is_taken_up(int next)
    {
        using var buffer = Create();
        Push(buffer, 40000, at: 0);
        Push(buffer, 40002, at: 1);
        Push(buffer, next, at: 2);
        Push(buffer, next + 1, at: 3);

        _delivered.Select(d => d.Number).ShouldBe([40000, 40002, next, next + 1]);
    }

    [Fact]
    public void Whatever_order_they_come_in_they_leave_in_order_and_none_is_missing() =>
        Gen.Int[0, 65535].SelectMany(start => Gen.Int[0, 8].Array[50].Select(delays => (start, delays))).Sample(sample =>
        {
            _delivered.Clear();
            using var buffer = Create();
            // Each packet may be delayed by some places; the first comes first.
            var order = sample.delays.Select((delay, i) => (Place: i + (i == 0 ? -1 : delay), i)).OrderBy(p => p.Place).ThenBy(p => p.i).Select(p => p.i);
            foreach (var i in order)
                Push(buffer, (sample.start + i) & 0xffff, at: 0);
            buffer.Flush();
            _delivered.Select(d => d.Number).ShouldBe(Enumerable.Range(0, 50).Select(i => (sample.start + i) & 0xffff));
        }, threads: 1);

    private ReorderBuffer Create() => new(TimeSpan.FromMilliseconds(100), 1000, (bytes, number, at) =>
    {
        bytes[0].ShouldBe((byte)number);
        _delivered.Add((number, at));
    });

    private static void Push(ReorderBuffer buffer, int number, long at) => buffer.Push([(byte)number, 1, 2], (ushort)number, at);
}
