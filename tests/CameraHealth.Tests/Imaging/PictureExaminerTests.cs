using CameraHealth.Imaging;
using CameraHealth.Tests.Imaging.Scenes;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Imaging;

/// <summary>A small part of the labelled set: generated scenes of the half that limits were tuned on. The whole set is measured by tests/bench.sh pictures.</summary>
public sealed class PictureExaminerTests
{
    private const int Width = 1280;
    private const int Height = 720;

    private static readonly Studio Studio = new();
    private static readonly Scene[] Scenes = [.. GeneratedScenes.All.Where(scene => scene.Name is "street-3" or "market-1")];

    public static TheoryData<string, string> Kinds
    {
        get
        {
            var data = new TheoryData<string, string>();
            PictureFaultNames.All.ToList().ForEach(fault => Scenes.ToList().ForEach(scene => data.Add(scene.Name, fault.ToName())));
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Every_fault_is_found_at_medium_and_strong(string scene, string kind)
    {
        PictureFaultNames.TryParse(kind, out var fault).ShouldBeTrue();
        foreach (var strength in new[] { Strength.Medium, Strength.Strong })
        {
            var report = Examine(Shot(scene, Light.Day, 1) with { Fault = fault, Strength = strength });
            report.Measured.ShouldContain(fault);
            report.Findings.Select(finding => finding.Kind).ShouldContain(fault, $"{strength}: {string.Join(", ", report.Findings)}");
        }
    }

    [Theory]
    [InlineData("street-3")]
    [InlineData("market-1")]
    public void Nothing_is_found_in_untouched_pictures_by_day_by_night_and_by_infrared(string scene)
    {
        foreach (var light in Enum.GetValues<Light>())
        {
            for (var moment = 0; moment < 3; moment++)
            {
                var shot = Shot(scene, light, moment);
                Examine(shot).Findings.ShouldBeEmpty(shot.Name);
            }
        }
    }

    [Fact]
    public void Infrared_picture_by_night_is_no_fault_of_the_filter_and_grey_by_day_is()
    {
        var infrared = Studio.Take(Shot("street-3", Light.Infrared, 1));
        Judge(infrared, new PictureContext { IsDaylight = false }).Measured.ShouldNotContain(PictureFault.NightFilterFault);
        Judge(infrared, new PictureContext { Reference = Decode(Shot("street-3", Light.Infrared, 2)) }).Verdict.ShouldBeNull();
        Judge(infrared, new PictureContext { Reference = Decode(Shot("street-3", Light.Day, 2)), IsDaylight = true }).Verdict.ShouldBe(PictureFault.NightFilterFault);
        Judge(infrared, PictureContext.None).Measured.ShouldNotContain(PictureFault.NightFilterFault, "a grey picture alone may be of a camera without colour");
    }

    [Fact]
    public void Moved_camera_tells_how_far_it_was_moved()
    {
        var frame = Studio.Still(Scenes[0], Width, Height);
        var reference = Picture.Decode(Cut(frame, 0, 0).ToJpeg(85), TestContext.Current.CancellationToken);
        var report = Judge(Cut(frame, 128, -36).ToJpeg(85), new PictureContext { Reference = reference });
        report.Verdict.ShouldBe(PictureFault.Moved);
        report.Shift.ShouldNotBeNull();
        report.Shift.HorizontalPercent.ShouldBe(-10, 1.5);
        report.Shift.VerticalPercent.ShouldBe(5, 1.5);
        report.Shift.RotationDegrees.ShouldBe(0, 1);
    }

    [Fact]
    public void Frozen_needs_a_previous_picture_and_moved_a_reference()
    {
        var report = Judge(Studio.Take(Shot("street-3", Light.Day, 1)), PictureContext.None);
        report.Measured.ShouldNotContain(PictureFault.Frozen);
        report.Measured.ShouldNotContain(PictureFault.Moved);
        report.Shift.ShouldBeNull();
    }

    [Fact]
    public void What_a_card_or_darkness_hides_is_not_measured()
    {
        foreach (var fault in new[] { PictureFault.SignalLoss, PictureFault.Black })
        {
            var report = Examine(Shot("street-3", Light.Day, 1) with { Fault = fault });
            report.Verdict.ShouldBe(fault);
            report.Measured.ShouldNotContain(PictureFault.Blurred);
            report.Measured.ShouldNotContain(PictureFault.Moved);
            report.Sharpness.ShouldBeNull();
        }
    }

    [Fact]
    public void Sharpness_falls_as_a_film_grows_on_the_lens()
    {
        var sharpness = new[] { (PictureFault?)null, PictureFault.Blurred }.SelectMany(fault => new[] { Strength.Weak, Strength.Medium, Strength.Strong }
            .Select(strength => Judge(Studio.Take(Shot("street-3", Light.Day, 1) with { Fault = fault, Strength = strength }), PictureContext.None).Sharpness!.Value)).Skip(2).ToList();
        sharpness.ShouldBe(sharpness.OrderDescending());
        sharpness[0].ShouldBeGreaterThan(1.5 * sharpness[^1]);
    }

    [Fact]
    public void Many_threads_get_the_answers_of_one()
    {
        var jpeg = Studio.Take(Shot("market-1", Light.Day, 1) with { Fault = PictureFault.Blurred });
        var alone = Judge(jpeg, PictureContext.None);
        var reports = new PictureReport[16];
        Parallel.For(0, reports.Length, i => reports[i] = Judge(jpeg, PictureContext.None));
        reports.ShouldAllBe(report => report.Findings.SequenceEqual(alone.Findings) && report.Sharpness == alone.Sharpness);
    }

    private static Frame Cut(Frame still, int right, int down)
    {
        var frame = new Frame(Width, Height);
        var (left, top) = (((still.Width - Width) / 2) + right, ((still.Height - Height) / 2) + down);
        for (var y = 0; y < Height; y++)
        {
            still.Pixels.AsSpan((((top + y) * still.Width) + left) * 4, Width * 4).CopyTo(frame.Pixels.AsSpan(y * Width * 4));
        }

        return frame;
    }

    private static Shot Shot(string scene, Light light, int moment) => new(Scenes.Single(one => one.Name == scene), light, moment) { Width = Width, Height = Height };

    private static Picture Decode(Shot shot) => Picture.Decode(Studio.TakeOnce(shot), TestContext.Current.CancellationToken);

    private static PictureReport Judge(byte[] encoded, PictureContext context) => PictureExaminer.Examine(encoded, context, TestContext.Current.CancellationToken);

    private static PictureReport Examine(Shot shot)
    {
        var untouched = shot with { Fault = null };
        var reference = Decode(untouched with { Moment = -1 });
        var (previous, current) = shot.Fault == PictureFault.Frozen ? Studio.TakeFrozen(shot) : (Studio.TakeOnce(untouched with { Minute = -5 }), Studio.Take(shot));
        return Judge(current, new PictureContext
        {
            Reference = reference,
            Previous = Picture.Decode(previous, TestContext.Current.CancellationToken),
            IsDaylight = shot.Light == Light.Day,
        });
    }
}
