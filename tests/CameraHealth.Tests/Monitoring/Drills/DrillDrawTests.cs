using CameraHealth.Monitoring.Drills;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Drills;

public sealed class DrillDrawTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 25, 18, 0, 0, TimeSpan.Zero);
    private static readonly DateOnly First = new(2026, 11, 26);

    [Theory]
    [InlineData(1)]
    [InlineData(7)]
    [InlineData(60)]
    public void Every_channel_is_drawn_at_least_every_21_days(int count)
    {
        var last = Enumerable.Range(1, count).ToDictionary(id => (long)id, _ => (DateOnly?)null);
        for (var night = First; night < First.AddDays(200); night = night.AddDays(1))
        {
            foreach (var drill in DrillDraw.Of(Seed(night), night, Now, Channels(last)))
            {
                last[drill.DeviceId] = night;
            }

            if (night >= First.AddDays(20))
            {
                last.Values.ShouldAllBe(drawn => drawn != null && night.DayNumber - drawn.Value.DayNumber < 21);
            }
        }
    }

    [Fact]
    public void Moments_lie_within_what_has_to_be_kept_and_in_the_age_that_was_drawn()
    {
        var seen = new HashSet<DrillAge>();
        for (var night = First; night < First.AddDays(60); night = night.AddDays(1))
        {
            foreach (var drill in DrillDraw.Of(Seed(night), night, Now, Channels(Enumerable.Range(1, 30).ToDictionary(id => (long)id, _ => (DateOnly?)null))))
            {
                seen.Add(drill.Age);
                var days = (Now - drill.At).TotalDays;
                days.ShouldBeInRange(1.0 / 24, 30);
                var (least, most) = drill.Age switch
                {
                    DrillAge.Day => (1.0, 2.0),
                    DrillAge.Week => (6.5, 7.5),
                    DrillAge.Fortnight => (14.5, 15.5),
                    DrillAge.LastDay => (28.5, 29.0),
                    _ => (0.04, 30.0),
                };
                days.ShouldBeInRange(least, most);
            }
        }

        seen.ShouldBe([DrillAge.Day, DrillAge.Week, DrillAge.Fortnight, DrillAge.LastDay, DrillAge.Any], ignoreOrder: true);
    }

    [Fact]
    public void Same_seed_and_history_give_the_same_draw_and_another_seed_another()
    {
        var channels = Channels(Enumerable.Range(1, 50).ToDictionary(id => (long)id, _ => (DateOnly?)null));
        var draw = DrillDraw.Of(Seed(First), First, Now, channels);
        DrillDraw.Of(Seed(First), First, Now, [.. channels.Reverse()]).SequenceEqual(draw).ShouldBeTrue();
        DrillDraw.Of(Seed(First.AddDays(1)), First, Now, channels).SequenceEqual(draw).ShouldBeFalse();
    }

    [Fact]
    public void Commitment_is_the_hash_of_the_seed_and_seeds_are_not_repeated()
    {
        new DrillSeed(new byte[32]).Commitment.ShouldBe("66687aadf862bd776c8fc18b8e9f8e20089714856ee233b3902a591d0d5f2925");
        string.Equals(DrillSeed.Create().Commitment, DrillSeed.Create().Commitment, StringComparison.Ordinal).ShouldBeFalse();
    }

    private static DrillSeed Seed(DateOnly night)
    {
        var bytes = new byte[32];
        BitConverter.TryWriteBytes(bytes, night.DayNumber);
        return new DrillSeed(bytes);
    }

    private static IReadOnlyList<DrillChannel> Channels(Dictionary<long, DateOnly?> last) =>
        [.. last.Select(pair => new DrillChannel(pair.Key, $"CAM-{pair.Key}", 30, pair.Value))];
}
