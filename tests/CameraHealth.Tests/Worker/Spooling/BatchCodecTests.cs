using System.Collections;
using System.Reflection;
using System.Text.Json;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Tests.Monitoring.Doubles;
using CameraHealth.Worker.Spooling;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Worker.Spooling;

public sealed class BatchCodecTests
{
    [Fact]
    public void Batch_comes_back_as_it_was_with_every_field_of_it()
    {
        var batch = new ObservationBatch(Guid.NewGuid(), "máy-1", [Full(1), Full(2)]);
        AssertNothingIsLeftOut(batch);
        var back = BatchCodec.TryDecode(BatchCodec.Encode(batch)).ShouldNotBeNull();
        JsonSerializer.Serialize(back).ShouldBe(JsonSerializer.Serialize(batch));
        back.Items[0].Observation.At.Ticks.ShouldBe(batch.Items[0].Observation.At.Ticks);
    }

    [Fact]
    public void Words_of_a_device_and_values_that_are_no_numbers_do_not_keep_a_batch_from_disk()
    {
        var item = Full(1);
        item = item with
        {
            Observation = item.Observation with
            {
                Trace = ["\0\u001b[31m", "\ud800 half a character", new string('x', 100_000)],
                Stream = new StreamReading { FrameRate = double.NaN, BitRate = double.PositiveInfinity },
            },
        };
        var back = BatchCodec.TryDecode(BatchCodec.Encode(new ObservationBatch(Guid.NewGuid(), "w", [item]))).ShouldNotBeNull().Items[0].Observation;
        back.Trace[0].ShouldBe("\0\u001b[31m");
        back.Trace[2].Length.ShouldBe(100_000);
        back.Stream!.FrameRate.ShouldBe(double.NaN);
    }

    [Fact]
    public void Front_tells_id_number_and_oldest_without_unpacking()
    {
        var batch = new ObservationBatch(Guid.NewGuid(), "w", [Full(2), Full(1)]);
        BatchCodec.TryReadFront(BatchCodec.Encode(batch)).ShouldBe(new BatchFront(batch.Id, 2, batch.Items[1].Observation.At));
    }

    [Fact]
    public void Other_version_is_not_read()
    {
        var payload = BatchCodec.Encode(new ObservationBatch(Guid.NewGuid(), "w", [Full(1)]));
        payload[0]++;
        BatchCodec.TryReadFront(payload).ShouldBeNull();
        BatchCodec.TryDecode(payload).ShouldBeNull();
    }

    private static AssessedObservation Full(int second)
    {
        var at = Devices.Start.AddSeconds(second).AddMicroseconds(123);
        return new AssessedObservation(
            7,
            8,
            new Observation
            {
                DeviceId = 9,
                Kind = PollKind.Stream,
                DueAt = at.AddSeconds(-1),
                At = at,
                NextDueAt = at.AddMinutes(1),
                VouchedUntil = at.AddMinutes(2),
                Duration = TimeSpan.FromMicroseconds(1234567),
                Lateness = TimeSpan.FromMilliseconds(3),
                Findings = [new RungFinding(Rung.Streaming, Finding.Failed, Reason.NoFrames, "nothing came")],
                Clock = new ClockReading(at, TimeSpan.FromSeconds(-3), TimeSpan.FromMilliseconds(501)),
                Stream = new StreamReading
                {
                    Codec = "H264", Width = 1920, Height = 1080, FrameRate = 25.1, FrameRateTimestamps = 25, FrameRateDeclared = 24.9, BitRate = 4e6, LossRatio = 0.01,
                    Jitter = TimeSpan.FromMilliseconds(4), KeyframeInterval = TimeSpan.FromSeconds(2), TimeToFirstKeyframe = TimeSpan.FromMilliseconds(90), LongestGap = TimeSpan.FromMilliseconds(80),
                    Deviations = [new ContractDeviation(ContractTerm.FrameRate, "25 fps", "20 fps")],
                    Sub = new SubStreamReading(at, Reason.RtspTimeout, new StreamReading { FrameRate = 5 }),
                },
                Picture = new PictureReading
                {
                    Origin = PictureOrigin.Keyframe, Sha256 = "ab", Bytes = 5, Width = 640, Height = 360, Faults = [new SeenFault("covered", 0.8, 40)], Measured = ["covered"],
                    Sharpness = 0.4, Brightness = 0.3, IsNight = true,
                },
                Identity = new DeviceIdentityReading("maker", "model", "1.2", "serial"),
                Trace = ["> DESCRIBE", "< 200"],
            },
            at.AddMinutes(-1),
            new DeviceState
            {
                DeviceId = 9,
                Status = Status.Unhealthy,
                Reason = Reason.NoFrames,
                BrokenRung = Rung.Streaming,
                Since = at,
                LastAt = at,
                NextDueAt = at.AddMinutes(1),
                VouchedUntil = at.AddMinutes(2),
                Rungs =
                [
                    new RungState
                    {
                        Rung = Rung.Streaming, Status = RungStatus.Failed, Reason = Reason.NoFrames, Since = at, LastAt = at, NextDueAt = at.AddMinutes(1), VouchedUntil = at.AddMinutes(2),
                        Pending = new PendingChange(RungStatus.Good, Reason.DeviceBusy, at, 1), Inconclusive = Reason.DeviceBusy, RanOutFrom = RungStatus.Deviating,
                    },
                ],
            },
            [new Transition(9, Rung.Streaming, at, 1, 3, Reason.NoFrames, Rung.Streaming)])
        {
            BridgedFrom = at.AddMinutes(-5),
        };
    }

    // A property that is added to any of these types later must be filled above, or this test cannot tell that it is kept.
    private static void AssertNothingIsLeftOut(object value)
    {
        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance).Where(property => property.CanWrite))
        {
            var held = property.GetValue(value);
            if (value is SubStreamReading && held is StreamReading)
            {
                // The same type as around it, and it has no sub stream of its own.
                continue;
            }

            held.ShouldNotBeNull($"{value.GetType().Name}.{property.Name}");
            if (held is IEnumerable several and not string)
            {
                several.Cast<object>().ShouldNotBeEmpty($"{value.GetType().Name}.{property.Name}");
                foreach (var item in several.Cast<object>().Where(IsOurs))
                {
                    AssertNothingIsLeftOut(item);
                }
            }
            else if (IsOurs(held))
            {
                AssertNothingIsLeftOut(held);
            }
        }
    }

    private static bool IsOurs(object value) => value.GetType() is { IsEnum: false, Namespace: { } space } && space.StartsWith("CameraHealth", StringComparison.Ordinal);
}
