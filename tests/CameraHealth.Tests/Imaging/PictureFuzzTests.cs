using CameraHealth.Imaging;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Imaging;

/// <summary>Damaged files through the native decoder: a report or a typed refusal, within bounded memory.</summary>
public sealed class PictureFuzzTests
{
    private const int InTheGate = 20_000;
    private const int Soak = 1_000_000;
    private const long MaxGrowth = 300L * 1024 * 1024;

    [Fact]
    public void Twenty_thousand_damaged_pictures_are_judged_or_refused() => Run(InTheGate);

    [Fact(Explicit = true)]
    public void A_million_damaged_pictures_are_judged_or_refused() => Run(Soak);

    private static void Run(int iterations)
    {
        byte[][] seeds = [.. PictureSeeds.All.Select(seed => seed.Bytes).Where(bytes => bytes.Length is > 2 and < 32_000)];
        var before = Environment.WorkingSet;
        var (judged, refused) = (0, 0);
        Mutations.ForEach(seeds, bytes => Interlocked.Increment(ref IsJudged(bytes) ? ref judged : ref refused), iterations);
        judged.ShouldBeGreaterThan(iterations / 50, "hardly anything came as far as the judges");
        refused.ShouldBeGreaterThan(iterations / 50, "hardly anything was damaged");
        (Environment.WorkingSet - before).ShouldBeLessThan(MaxGrowth);
    }

    private static bool IsJudged(byte[] bytes)
    {
        try
        {
            var report = PictureExaminer.Examine(bytes, PictureContext.None, CancellationToken.None);
            report.Findings.ShouldAllBe(finding => finding.Score > 0.5 && finding.Score <= 1 && (finding.AreaPercent == null || (finding.AreaPercent >= 0 && finding.AreaPercent <= 100)));
            return true;
        }
        catch (PictureException)
        {
            return false;
        }
    }
}
