using CameraHealth.Rtsp;
using CameraHealth.Rtsp.Codecs;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Rtsp;

public class StreamMeterTests
{
    private const int Clock = 90000;
    private const long Frequency = 1000;
    private readonly StreamMeter _meter = new(Frequency, TimeSpan.FromSeconds(1), 1000);

    [Fact]
    public void The_first_burst_is_counted_but_not_taken_into_the_rate()
    {
        for (var i = 0; i < 50; i++)
            Picture(i, at: 0);
        for (var i = 50; i < 150; i++)
            Picture(i, at: (i - 49) * 40);

        var rates = _meter.Complete(4040, Clock);

        _meter.Pictures.ShouldBe(150);
        rates.DeliveredFrameRate!.Value.ShouldBe(25, 0.001);
        rates.TimestampFrameRate.ShouldBe(25);
    }

    [Fact]
    public void Several_packets_and_slices_of_one_timestamp_are_one_picture()
    {
        for (var i = 0; i < 10; i++)
        {
            _meter.Add(5, i, 100, PictureParts.Slice);
            _meter.Add(5, i, 100, PictureParts.Slice | PictureParts.Keyframe);
        }

        (_meter.Pictures, _meter.Keyframes).ShouldBe((1, 1));
    }

    [Fact]
    public void Parameter_sets_alone_are_no_picture()
    {
        _meter.Add(5, 1, 100, PictureParts.None);

        _meter.Pictures.ShouldBe(0);
        _meter.Complete(10, Clock).LongestGap.ShouldBeNull();
    }

    [Fact]
    public void A_stream_that_falls_silent_is_not_as_fast_as_before()
    {
        for (var i = 0; i < 75; i++)
            Picture(i, at: i * 40);

        var rates = _meter.Complete(5000, Clock);

        rates.DeliveredFrameRate!.Value.ShouldBeInRange(12, 13);
        rates.LongestGap!.Value.TotalSeconds.ShouldBe(2.04, 0.001);
    }

    [Fact]
    public void Only_a_burst_and_then_silence_is_no_rate_at_all()
    {
        for (var i = 0; i < 75; i++)
            Picture(i, at: i);

        _meter.Complete(5000, Clock).DeliveredFrameRate.ShouldBe(0);
    }

    [Fact]
    public void Pictures_out_of_order_of_time_do_not_disturb_the_timestamp_rate()
    {
        int[] order = [0, 3, 1, 2, 6, 4, 5, 9, 7, 8];
        for (var i = 0; i < order.Length; i++)
            Picture(order[i], at: i * 40);

        _meter.Complete(400, Clock).TimestampFrameRate.ShouldBe(25);
    }

    [Fact]
    public void Timestamps_may_run_over_their_end()
    {
        for (var i = 0; i < 10; i++)
            _meter.Add(unchecked(uint.MaxValue - 10000 + (uint)(i * 3600)), i * 40, 10, PictureParts.Slice);

        _meter.Pictures.ShouldBe(10);
        _meter.Complete(400, Clock).TimestampFrameRate.ShouldBe(25);
    }

    [Fact]
    public void The_bit_rate_is_taken_over_whole_gops()
    {
        // Keyframes of 1000 bytes every second, 24 others of 100 bytes: 3400 bytes a second, wherever reception ends.
        for (var i = 0; i < 90; i++)
            Picture(i, at: i * 40, bytes: i % 25 == 0 ? 1000 : 100, keyframe: i % 25 == 0);

        var rates = _meter.Complete(3600, Clock);

        rates.BitRate.ShouldBe(8 * 3400);
        rates.KeyframeInterval.ShouldBe(TimeSpan.FromSeconds(1));
    }

    [Fact]
    public void A_keyframe_that_was_held_up_does_not_change_the_interval_or_the_bit_rate()
    {
        for (var i = 0; i < 90; i++)
            Picture(i, at: i == 75 ? 3110 : i * 40, bytes: i % 25 == 0 ? 1000 : 100, keyframe: i % 25 == 0);

        var rates = _meter.Complete(3600, Clock);

        rates.KeyframeInterval.ShouldBe(TimeSpan.FromSeconds(1));
        rates.BitRate.ShouldBe(8 * 3400);
    }

    [Fact]
    public void With_invented_timestamps_the_keyframe_interval_is_that_of_arrival()
    {
        // 25 pictures a second by their stamps, 12.5 in truth.
        for (var i = 0; i < 90; i++)
            Picture(i, at: i * 80, keyframe: i % 25 == 0);

        _meter.Complete(7200, Clock).KeyframeInterval.ShouldBe(TimeSpan.FromSeconds(2));
    }

    [Fact]
    public void Timestamps_that_stand_still_are_passed_over_and_fields_of_one_picture_are_not()
    {
        for (var i = 0; i < 10; i++)
            _meter.Add(5, i * 40, 100, PictureParts.Slice | PictureParts.Beginning);
        _meter.Pictures.ShouldBe(9);

        var interlaced = new StreamMeter(Frequency, TimeSpan.Zero, 100);
        for (var i = 0; i < 20; i++)
            interlaced.Add((uint)(i / 2), i * 20, 100, PictureParts.Slice | PictureParts.Beginning);
        interlaced.Pictures.ShouldBe(10);
    }

    [Fact]
    public void Without_a_whole_gop_the_bit_rate_is_taken_over_the_time()
    {
        for (var i = 0; i < 75; i++)
            Picture(i, at: i * 40);

        var rates = _meter.Complete(3000, Clock);

        rates.BitRate.ShouldBe(8 * 2500);
        rates.KeyframeInterval.ShouldBeNull();
    }

    private void Picture(int number, long at, int bytes = 100, bool keyframe = false) =>
        _meter.Add((uint)(number * 3600), at, bytes, PictureParts.Slice | (keyframe ? PictureParts.Keyframe : PictureParts.None));
}
