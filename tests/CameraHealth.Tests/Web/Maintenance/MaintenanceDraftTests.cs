using CameraHealth.Web.Maintenance;
using Shouldly;
using Xunit;

namespace CameraHealth.Tests.Web.Maintenance;

public sealed class MaintenanceDraftTests
{
    private static readonly DateTime Begin = new(2026, 11, 24, 8, 0, 0);

    [Fact]
    public void One_off_is_meant_in_its_zone()
    {
        var entry = Once().ToEntry("CAM-01");
        (entry.Device, entry.Weekly, entry.Reason, entry.Person).ShouldBe(("CAM-01", null, "lau kính", "Tổ kỹ thuật"));
        entry.From.ShouldBe(new DateTimeOffset(2026, 11, 24, 1, 0, 0, TimeSpan.Zero));
        entry.To.ShouldBe(new DateTimeOffset(2026, 11, 24, 3, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public void Weekly_one_counts_from_the_first_local_day_and_ends_with_the_last()
    {
        var draft = Weekly();
        draft.Zone = "Europe/Berlin";
        draft.LastDay = new DateOnly(2027, 1, 31);
        var entry = draft.ToEntry("CAM-01");
        (entry.From, entry.To).ShouldBe((new DateTimeOffset(2026, 11, 23, 23, 0, 0, TimeSpan.Zero), new DateTimeOffset(2027, 1, 31, 23, 0, 0, TimeSpan.Zero)));
        (entry.Weekly!.Day, entry.Weekly.Start, entry.Weekly.Duration, entry.Weekly.Zone).ShouldBe((DayOfWeek.Sunday, new TimeOnly(22, 15), TimeSpan.FromMinutes(90), "Europe/Berlin"));
    }

    [Fact]
    public void Begin_in_the_hour_that_the_spring_skips_moves_forward()
    {
        var draft = Once();
        (draft.Zone, draft.From, draft.To) = ("Europe/Berlin", new DateTime(2026, 3, 29, 2, 30, 0), new DateTime(2026, 3, 29, 4, 0, 0));
        draft.ToEntry("CAM-01").From.ShouldBe(new DateTimeOffset(2026, 3, 29, 1, 30, 0, TimeSpan.Zero));
    }

    [Fact]
    public void What_is_whole_has_no_complaint()
    {
        Once().Check().ShouldBeEmpty();
        Weekly().Check().ShouldBeEmpty();
    }

    [Fact]
    public void Everything_that_is_wrong_is_said_at_once() =>
        new MaintenanceDraft { Zone = "Mars/Olympus" }.Check().ShouldBe(
            ["Maintenance.ZoneUnknown", "Maintenance.BeginMissing", "Maintenance.EndMissing", "Maintenance.ReasonMissing", "Maintenance.PersonMissing"]);

    [Fact]
    public void Weekly_one_needs_its_own_fields()
    {
        var draft = Weekly();
        (draft.Start, draft.Minutes, draft.FirstDay, draft.LastDay) = (null, 10_081, new DateOnly(2026, 11, 24), new DateOnly(2026, 11, 23));
        draft.Check().ShouldBe(["Maintenance.EndsBeforeItBegins", "Maintenance.StartMissing", "Maintenance.MinutesWrong"]);
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void What_has_begun_is_after_the_fact(int secondsLater, bool isLate) =>
        Once().IsAfterTheFactAt(new DateTimeOffset(2026, 11, 24, 1, 0, secondsLater, TimeSpan.Zero)).ShouldBe(isLate);

    private static MaintenanceDraft Once() => new() { From = Begin, To = Begin.AddMinutes(150), Reason = "lau kính", Person = "Tổ kỹ thuật" };

    private static MaintenanceDraft Weekly() => new()
    {
        IsWeekly = true,
        Day = DayOfWeek.Sunday,
        Start = new TimeOnly(22, 15),
        Minutes = 90,
        FirstDay = new DateOnly(2026, 11, 24),
        Reason = "khởi động lại",
        Person = "Tổ kỹ thuật",
    };
}
