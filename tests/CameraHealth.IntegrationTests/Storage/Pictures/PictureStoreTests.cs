using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Observations;
using CameraHealth.Storage.Pictures;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Storage.Pictures;

public sealed class PictureStoreTests(StorageFixture fixture) : IClassFixture<StorageFixture>
{
    private static readonly DateTimeOffset Start = TimeProvider.System.GetUtcNow().AddHours(-6);

    private readonly TestDatabase _database = fixture.Database;
    private readonly PictureQuery _query = new(fixture.Database.App);
    private readonly ReferencePictures _references = new(fixture.Database.App, NullLogger<ReferencePictures>.Instance);

    private static CancellationToken Ct => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Newest_picture_replaces_the_one_before_and_good_ones_leave_nothing_behind()
    {
        var (id, code) = await DeviceAsync();
        for (var minute = 0; minute < 4; minute++)
        {
            await KeepAsync(id, minute);
        }

        var found = (await _query.FindAsync(code, Ct)).ShouldNotBeNull();
        found.Latest!.TakenAt.ShouldBe(At(3), TimeSpan.FromMilliseconds(1));
        found.LastGood!.Id.ShouldBe(found.Latest.Id);
        found.Evidence.ShouldBeEmpty();
        (await _query.FindAsync("no such device", Ct)).ShouldBeNull();
    }

    [Fact]
    public async Task Picture_in_which_a_finding_began_and_the_last_good_one_before_are_kept()
    {
        var (id, code) = await DeviceAsync();
        await KeepAsync(id, 0);
        await KeepAsync(id, 1);
        await KeepAsync(id, 2, "covered");
        await KeepAsync(id, 3, "covered");
        await KeepAsync(id, 4, "covered");
        await KeepAsync(id, 5);
        await KeepAsync(id, 6, "black");

        var found = (await _query.FindAsync(code, Ct))!;
        found.Latest!.ShouldSatisfyAllConditions(latest => latest.Faults[0].Kind.ShouldBe("black"), latest => latest.HasBegun.ShouldBeTrue());
        found.LastGood!.TakenAt.ShouldBe(At(5), TimeSpan.FromMilliseconds(1));
        found.Evidence.Select(picture => (picture.Role, Math.Round((picture.TakenAt - Start).TotalMinutes), picture.Faults.Count)).ShouldBe(
            [(PictureRole.LastGood, 5, 0), (PictureRole.Began, 2, 1), (PictureRole.LastGood, 1, 0)]);
    }

    [Fact]
    public async Task Late_picture_is_left_out()
    {
        var (id, code) = await DeviceAsync();
        (await KeepAsync(id, 5)).ShouldBeTrue();
        (await KeepAsync(id, 4, "black")).ShouldBeFalse();
        (await _query.FindAsync(code, Ct))!.Latest!.Faults.ShouldBeEmpty();
    }

    [Fact]
    public async Task Every_view_is_a_row_and_views_cannot_be_taken_back_by_the_application()
    {
        var (id, code) = await DeviceAsync();
        await KeepAsync(id, 0);
        var picture = (await _query.FindAsync(code, Ct))!.Latest!;

        (await _query.ViewAsync(code, null, "anonymous 127.0.0.1", Ct)).ShouldNotBeNull().Jpeg.ShouldBe([1, 2, 3, 0]);
        (await _query.ViewAsync(code, picture.Id, "Lê Văn C", Ct)).ShouldNotBeNull().Id.ShouldBe(picture.Id);
        (await _query.ViewAsync("another", picture.Id, "nobody", Ct)).ShouldBeNull();

        (await _database.ScalarAsync<string>($"select string_agg(viewer, ', ' order by id) from picture_views where device_id = {id}")).ShouldBe("anonymous 127.0.0.1, Lê Văn C");
        await using var delete = _database.App.CreateCommand("delete from picture_views");
        (await Should.ThrowAsync<PostgresException>(() => delete.ExecuteNonQueryAsync(Ct))).SqlState.ShouldBe("42501");
    }

    [Fact]
    public async Task Typical_view_is_learned_proposed_and_used_only_once_a_person_accepted_it()
    {
        var (id, code) = await DeviceAsync();
        double[] sharpness = [0.5, 0.52, 0.48, 0.5, 0.51, 0.2, 0.49, 0.5, 0.53, 0.47, 0.5, 0.5];
        for (var i = 0; i < sharpness.Length - 1; i++)
        {
            await KeepAsync(id, i, sharpness: sharpness[i]);
        }

        (await _query.FindAsync(code, Ct))!.Candidates.ShouldBeEmpty("few pictures are no habit");
        await KeepAsync(id, sharpness.Length, sharpness: sharpness[^1]);
        var candidate = (await _query.FindAsync(code, Ct))!.Candidates.Single();
        (candidate.LearnedFrom, candidate.IsNight).ShouldBe((12, false));
        candidate.Sharpness!.Value.ShouldBe(0.5, 0.05);
        (await _references.FindAsync(id, Ct)).Day.ShouldBeNull();

        (await _references.AcceptAsync(code, candidate.Id, "Phạm Thị D", "lắp mới", Ct)).ShouldBe(Acceptance.Accepted);

        (await _references.FindAsync(id, Ct)).ShouldSatisfyAllConditions(views => views.Day.ShouldNotBeNull(), views => views.Night.ShouldBeNull());
        var found = (await _query.FindAsync(code, Ct))!;
        found.Candidates.ShouldBeEmpty();
        found.References.Single().AcceptedBy.ShouldBe("Phạm Thị D");
        found.Reference!.OriginalSha256.ShouldBe(candidate.OriginalSha256);
    }

    [Fact]
    public async Task New_view_after_a_repair_replaces_the_accepted_one_which_stays_known()
    {
        var (id, code) = await DeviceAsync();
        await KeepAsync(id, 0);
        await AcceptNewestAsync(code);
        await KeepAsync(id, 1, "moved");
        await AcceptNewestAsync(code);

        (await _database.ScalarAsync<long>($"select count(*) from pictures where device_id = {id} and role = 5")).ShouldBe(2);
        (await _database.ScalarAsync<long>($"select count(*) from pictures where device_id = {id} and role = 5 and replaced_at is null")).ShouldBe(1);
        (await _query.FindAsync(code, Ct))!.References.Single().TakenAt.ShouldBe(At(1), TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task Picture_with_another_finding_or_of_another_device_cannot_be_accepted()
    {
        var (id, code) = await DeviceAsync();
        var (_, other) = await DeviceAsync();
        await KeepAsync(id, 0, "covered");
        var picture = (await _query.FindAsync(code, Ct))!.Latest!;
        (await _references.AcceptAsync(code, picture.Id, "A", null, Ct)).ShouldBe(Acceptance.PictureFaulty);
        (await _references.AcceptAsync(other, picture.Id, "A", null, Ct)).ShouldBe(Acceptance.PictureGone);
        (await _references.AcceptAsync(code, picture.Id + 100_000, "A", null, Ct)).ShouldBe(Acceptance.PictureGone);
    }

    [Fact]
    public async Task Evidence_goes_after_its_days_and_the_oldest_first_when_there_is_no_room()
    {
        await using var database = await fixture.CreateAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 1, Start);
        var (id, code) = (fleet.Devices[0].Id, fleet.Devices[0].Code);
        var store = new PictureStore(database.App, new PicturesOptions());
        for (var minute = 0; minute < 8; minute++)
        {
            await store.KeepAsync(Picture(id, minute, minute % 2 == 0 ? null : "black", 0.5), new byte[1000], Ct);
        }

        await database.ExecuteAsync("update pictures set taken_at = taken_at - interval '40 days' where role in (2, 3) and id in (select id from pictures where role in (2, 3) order by taken_at limit 2)");
        (await new PictureUpkeep(database.App, new PicturesOptions()).PruneAsync(Ct)).ShouldBe(2);
        var query = new PictureQuery(database.App);
        (await query.FindAsync(code, Ct))!.Evidence.Count.ShouldBe(5);

        // Room for the newest picture, the candidate, and two of the five.
        (await new PictureUpkeep(database.App, new PicturesOptions { MaxBytes = 4500 }).PruneAsync(Ct)).ShouldBe(3);
        var found = (await query.FindAsync(code, Ct))!;
        found.Evidence.Select(picture => Math.Round((picture.TakenAt - Start).TotalMinutes)).ShouldBe([6, 5]);
        found.Latest.ShouldNotBeNull();
    }

    [Fact]
    public async Task Views_past_their_days_go_and_younger_ones_cannot_even_be_asked_away()
    {
        await using var database = await fixture.CreateAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 1, Start);
        var id = fleet.Devices[0].Id;
        foreach (var days in new[] { 1, 89, 91, 400 })
        {
            await database.ExecuteAsync($"insert into picture_views (picture_id, device_id, viewer, viewed_at) values (1, {id}, 'v{days}', clock_timestamp() - interval '{days} days')");
        }

        (await new PictureUpkeep(database.App, new PicturesOptions()).PruneViewsAsync(Ct)).ShouldBe(1);
        (await new PictureUpkeep(database.App, new PicturesOptions { ViewRetentionDays = 90 }).PruneViewsAsync(Ct)).ShouldBe(1);
        (await database.ScalarAsync<string>("select string_agg(viewer, ' ' order by viewed_at) from picture_views")).ShouldBe("v89 v1");

        (await Should.ThrowAsync<PostgresException>(() => new PictureUpkeep(database.App, new PicturesOptions { ViewRetentionDays = 1 }).PruneViewsAsync(Ct))).SqlState.ShouldBe("22023");
    }

    [Fact]
    public async Task Sharpness_of_comparable_pictures_is_kept_by_day_and_night_and_forecasts_the_cleaning()
    {
        var (id, code) = await DeviceAsync();
        var query = new SharpnessQuery(_database.App);
        var now = TimeProvider.System.GetUtcNow();
        var noon = new DateTimeOffset(now.UtcDateTime.Date.AddDays(-29).AddHours(1), TimeSpan.Zero);
        for (var day = 0; day < 29; day++)
        {
            for (var picture = 0; picture < 5; picture++)
            {
                await KeepAtAsync(id, noon.AddDays(day).AddMinutes(picture), 0.6 - (0.004 * day) + (0.001 * (picture - 2)), picture == 4 && day > 20 ? "blurred" : null);
            }

            await KeepAtAsync(id, noon.AddDays(day).AddMinutes(30), 0.05, "low_contrast");
        }

        var found = (await query.ReadAsync(code, now, Ct)).ShouldNotBeNull();
        found.Day.Days.Count.ShouldBe(29);
        found.Day.Days[3].ShouldSatisfyAllConditions(day => day.Pictures.ShouldBe(5), day => day.Sharpness.ShouldBe(0.588, 0.0001));
        found.Day.Trend.ChangePerDay!.Value.ShouldBe(-0.004, 0.0001);
        found.CleaningOn.ShouldBe(DateOnly.FromDateTime(noon.AddDays(42).UtcDateTime));
        found.Night.Trend.Course.ShouldBe(SharpnessCourse.TooFewDays);
        (await query.ReadAsync("no such device", now, Ct)).ShouldBeNull();

        // A view that is accepted now begins anew.
        await KeepAtAsync(id, now, 0.7, null);
        await AcceptNewestAsync(code);
        var after = (await query.ReadAsync(code, now, Ct)).ShouldNotBeNull();
        (after.Day.Days.Count, after.CleaningOn).ShouldBe((0, null));
    }

    private static DateTimeOffset At(double minute) => Start.AddMinutes(minute);

    private static TakenPicture Picture(long device, double minute, string? fault, double sharpness) => new(
        device,
        At(minute),
        new PictureReading
        {
            Origin = PictureOrigin.Snapshot,
            Sha256 = new string('c', 64),
            Bytes = 4321,
            Width = 1920,
            Height = 1080,
            Faults = fault is null ? [] : [new SeenFault(fault, 0.9, 50)],
            Measured = ["black", "covered"],
            Sharpness = sharpness,
            Brightness = 0.4,
        },
        new byte[4321]);

    private async Task<(long Id, string Code)> DeviceAsync()
    {
        var fleet = await LedgerFleet.CreateAsync(_database, 1, Start);
        return (fleet.Devices[0].Id, fleet.Devices[0].Code);
    }

    private Task<bool> KeepAsync(long device, double minute, string? fault = null, double sharpness = 0.5) =>
        new PictureStore(_database.App, new PicturesOptions()).KeepAsync(Picture(device, minute, fault, sharpness), [1, 2, 3, (byte)minute], Ct);

    private async Task KeepAtAsync(long device, DateTimeOffset at, double sharpness, string? fault) =>
        (await new PictureStore(_database.App, new PicturesOptions()).KeepAsync(Picture(device, 0, fault, sharpness) with { At = at }, [1], Ct)).ShouldBeTrue();

    private async Task AcceptNewestAsync(string code) =>
        (await _references.AcceptAsync(code, (await _query.FindAsync(code, Ct))!.Latest!.Id, "Phạm Thị D", null, Ct)).ShouldBe(Acceptance.Accepted);
}
