using CameraHealth.Imaging.Measures;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Imaging.Measures;

public sealed class TurnVoteTests
{
    private const int Reach = 24;
    private const int Side = (2 * Reach) + 1;

    [Theory]
    [InlineData(0, 9, -5)]
    [InlineData(0, -14, 12)]
    [InlineData(4, 0, 0)]
    [InlineData(-6, 5, 3)]
    public void Parts_that_agree_on_a_turn_name_it(int degrees, int x, int y)
    {
        var vote = TurnVote.Of(Surfaces(degrees, x, y, 0.7f), Reach);
        vote.IsElsewhere.ShouldBeTrue();
        vote.Degrees.ShouldBe(degrees);
        (Math.Abs(vote.X - x) <= 1 && Math.Abs(vote.Y - y) <= 1).ShouldBeTrue($"{vote.X}, {vote.Y}");
        vote.Likeness.ShouldBe(0.7, 0.05);
    }

    [Fact]
    public void Parts_that_stayed_are_not_elsewhere_even_when_the_mast_shakes_by_a_pixel()
    {
        TurnVote.Of(Surfaces(0, 0, 0, 0.8f), Reach).IsElsewhere.ShouldBeFalse();
        TurnVote.Of(Surfaces(0, 1, -1, 0.8f), Reach).IsElsewhere.ShouldBeFalse();
    }

    [Fact]
    public void Parts_that_agree_by_chance_only_are_not_elsewhere()
    {
        var random = new Random(3);
        var surfaces = Places().Select(place => (place.X, place.Y, Enumerable.Range(0, Side * Side).Select(_ => (float)((random.NextDouble() * 1.2) - 0.6)).ToArray())).ToList();
        TurnVote.Of(surfaces, Reach).IsElsewhere.ShouldBeFalse();
    }

    [Fact]
    public void Turn_at_which_most_parts_left_the_view_is_no_turn()
    {
        // Only seven of twenty can be looked at there: alike as they are, they do not speak for the rest.
        var surfaces = Surfaces(0, 15, 0, 0.95f);
        foreach (var (_, _, likeness) in surfaces.Skip(7))
        {
            likeness[(Reach * Side) + Reach + 15] = -2;
        }

        TurnVote.Of(surfaces, Reach).IsElsewhere.ShouldBeFalse();
    }

    [Fact]
    public void No_parts_are_nowhere() => TurnVote.Of([], Reach).IsElsewhere.ShouldBeFalse();

    private static IEnumerable<(double X, double Y)> Places() => from x in Enumerable.Range(-2, 5) from y in Enumerable.Range(0, 4) select (x * 30.0, (y - 1.5) * 25.0);

    // Each part is like the reference at one place only, the one where the turn brings it.
    private static List<(double X, double Y, float[] Likeness)> Surfaces(int degrees, int x, int y, float likeness)
    {
        var (sin, cos) = Math.SinCos(degrees * Math.PI / 180);
        return [.. Places().Select(place =>
        {
            var surface = new float[Side * Side];
            var column = (int)Math.Round((cos * place.X) - (sin * place.Y) - place.X) + x + Reach;
            var row = (int)Math.Round((sin * place.X) + (cos * place.Y) - place.Y) + y + Reach;
            surface[(row * Side) + column] = likeness;
            return (place.X, place.Y, surface);
        })];
    }
}
