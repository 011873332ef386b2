using CameraHealth.Monitoring.Assessment;
using CameraHealth.Monitoring.Fleet;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Monitoring.Probing.Pictures;
using CameraHealth.Tests.Monitoring.Doubles;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Monitoring.Assessment;

public sealed class PictureRungTests
{
    private static readonly RungFinding Covered = new(Rung.Picture, Finding.Deviating, Reason.PictureCovered);
    private static readonly RungFinding Black = new(Rung.Picture, Finding.Failed, Reason.PictureBlack);
    private static readonly RungFinding Missing = new(Rung.Picture, Finding.Inconclusive, Reason.PictureSourceMissing);

    [Fact]
    public void Camera_whose_picture_was_never_looked_at_is_judged_by_what_was()
    {
        var device = new JudgedDevice(Rungs.All).Healthy();
        device.State.Status.ShouldBe(Status.Healthy);
        device.StateOf(Rung.Picture).Status.ShouldBe(RungStatus.Unknown);
    }

    [Fact]
    public void Missing_picture_is_not_measured_and_never_a_fault()
    {
        var device = new JudgedDevice(Rungs.All).Healthy();
        for (var i = 0; i < 10; i++)
        {
            device.Picture(2 + i, Missing);
        }

        device.State.Status.ShouldBe(Status.Healthy);
        device.StateOf(Rung.Picture).ShouldSatisfyAllConditions(rung => rung.Status.ShouldBe(RungStatus.Unknown), rung => rung.Inconclusive.ShouldBe(Reason.PictureSourceMissing));
        device.Overall.Count().ShouldBe(1);
    }

    [Fact]
    public void Covered_picture_is_degraded_once_it_is_confirmed_since_the_first_that_showed_it()
    {
        var device = new JudgedDevice(Rungs.All).Healthy();
        device.Picture(2, RungFinding.Good(Rung.Picture));
        device.Picture(10, Covered);
        device.Picture(20, Covered);
        device.State.Status.ShouldBe(Status.Healthy);

        device.Picture(30, Covered);

        device.State.ShouldSatisfyAllConditions(
            state => state.Status.ShouldBe(Status.Degraded), state => state.Reason.ShouldBe(Reason.PictureCovered),
            state => state.BrokenRung.ShouldBe(Rung.Picture), state => state.Since.ShouldBe(JudgedDevice.At(10)));
    }

    [Fact]
    public void Black_picture_is_unhealthy_though_frames_arrive()
    {
        var device = new JudgedDevice(Rungs.All).Healthy();
        device.Picture(2, Black);
        device.State.ShouldSatisfyAllConditions(
            state => state.Status.ShouldBe(Status.Unhealthy), state => state.Reason.ShouldBe(Reason.PictureBlack), state => state.BrokenRung.ShouldBe(Rung.Picture));
    }

    [Fact]
    public void Stream_without_frames_is_named_before_its_black_picture()
    {
        var device = new JudgedDevice(Rungs.All).Healthy();
        device.Picture(2, Black);
        foreach (var second in new[] { 3, 4, 5 })
        {
            device.Stream(second, Observed.Failed(Rung.Streaming, Reason.NoFrames));
        }

        device.State.BrokenRung.ShouldBe(Rung.Streaming);
    }

    [Theory]
    [InlineData("black", true, Finding.Failed, Reason.PictureBlack)]
    [InlineData("signal_loss", true, Finding.Failed, Reason.SignalLoss)]
    [InlineData("black", false, Finding.Deviating, Reason.PictureBlack)]
    [InlineData("signal_loss", false, Finding.Deviating, Reason.SignalLoss)]
    [InlineData("covered", true, Finding.Deviating, Reason.PictureCovered)]
    [InlineData("frozen", true, Finding.Deviating, Reason.PictureFrozen)]
    [InlineData("moved", true, Finding.Deviating, Reason.ViewMoved)]
    public void Policy_says_whether_no_signal_and_black_are_faults_of_the_camera(string kind, bool isDarkUnhealthy, Finding finding, Reason reason)
    {
        var found = PictureFindings.Of(Pictures.Seen(new SeenFault(kind, 0.9, 40)), new PollPolicy { IsDarkUnhealthy = isDarkUnhealthy });
        found.ShouldSatisfyAllConditions(f => f.Finding.ShouldBe(finding), f => f.Reason.ShouldBe(reason), f => f.Detail.ShouldBe($"{kind} 0.90, 40 %"));
    }

    [Fact]
    public void Bad_picture_that_can_no_longer_be_looked_at_leaves_the_camera_unknown_and_not_healthy()
    {
        var policy = new PollPolicy { PictureInterval = TimeSpan.FromMinutes(1), PictureDeadline = TimeSpan.FromSeconds(5) };
        var device = new JudgedDevice(Rungs.All, policy).Healthy();
        device.Picture(2, Black);
        device.Picture(61, Missing);

        // Due at 62 s, vouched for until 72 s.
        device.GoodHealth(71);
        device.State.Status.ShouldBe(Status.Unhealthy);
        device.GoodStream(80);
        device.GoodHealth(81);
        device.State.ShouldSatisfyAllConditions(
            state => state.Status.ShouldBe(Status.Unknown), state => state.Reason.ShouldBe(Reason.PictureSourceMissing), state => state.BrokenRung.ShouldBe(Rung.Picture));

        device.Picture(90, RungFinding.Good(Rung.Picture));
        device.State.Status.ShouldBe(Status.Healthy);
    }

    [Fact]
    public void Good_picture_that_can_no_longer_be_looked_at_changes_nothing()
    {
        var policy = new PollPolicy { PictureInterval = TimeSpan.FromMinutes(1), PictureDeadline = TimeSpan.FromSeconds(5) };
        var device = new JudgedDevice(Rungs.All, policy).Healthy();
        device.Picture(2, RungFinding.Good(Rung.Picture));
        device.GoodHealth(71);
        device.GoodStream(80);
        device.GoodHealth(81);
        device.State.Status.ShouldBe(Status.Healthy);
        device.StateOf(Rung.Picture).Status.ShouldBe(RungStatus.Unknown);
        device.Overall.Count().ShouldBe(1);
    }

    [Fact]
    public void Every_reason_of_a_fault_fits_the_narrow_row()
    {
        foreach (var reason in Enum.GetValues<Reason>())
        {
            ((int)reason).ShouldBeInRange(0, 127);
        }
    }
}
