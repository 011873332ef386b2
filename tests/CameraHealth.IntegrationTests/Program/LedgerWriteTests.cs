using CameraHealth.IntegrationTests.Storage.Ledger;
using CameraHealth.Monitoring;
using CameraHealth.Monitoring.Assessment;
using CameraHealth.Storage.Ledger;
using CameraHealth.Storage.Queries;
using CameraHealth.Storage.Uptime;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>What persons write into the ledger from the command line: maintenance and corrections.</summary>
public sealed class LedgerWriteTests(PostgresFixture postgres)
{
    private static readonly DateTimeOffset Begin = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);
    private static readonly string[] Who = ["--person", "Người trực", "--reason", "kiểm tra tại chỗ"];

    [Fact]
    public async Task Maintenance_is_entered_in_local_time_listed_and_cancelled()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var code = (await LedgerFleet.CreateAsync(database, 1, Begin)).Devices[0].Code;
        (await SayAsync(database, "maintenance", "add", "--device", code, "--from", "2026-05-04 08:00", "--to", "2026-05-04 10:30")).ShouldBe((0, "Đã ghi đợt bảo trì 1."));
        (await SayAsync(database, "maintenance", "add", "--all", "--from", "2026-03-01", "--weekly", "sunday", "--start", "02:30", "--minutes", "90", "--zone", "Europe/Berlin"))
            .ShouldBe((0, "Đã ghi đợt bảo trì 2."));

        var windows = (await new MaintenanceStore(database.App).ListAsync(code, CancellationToken.None))!;
        var once = windows.Single(window => window.Id == 1);
        (once.Window.Valid.From, once.Window.Valid.To, once.IsAfterTheFact, once.Person).ShouldBe((Begin.AddHours(1), Begin.AddHours(3.5), true, "Người trực"));
        windows.Single(window => window.Id == 2).Window.Weekly!.Zone.ShouldBe("Europe/Berlin");
        var list = (await RunAsync(database, "maintenance", "list", code)).Said;
        list.ShouldContain("1\t2026-05-04 08:00 – 2026-05-04 10:30\t\t" + code + "\tkiểm tra tại chỗ\tNgười trực\tkhai sau");
        list.ShouldContain("Chủ Nhật 02:30 + 0.01:30 Europe/Berlin\t*");

        (await SayAsync(database, "maintenance", "cancel", "1")).ShouldBe((0, "Đã kết thúc hoặc rút lại đợt bảo trì 1."));
        (await SayAsync(database, "maintenance", "cancel", "1")).ShouldBe((1, "Không có đợt bảo trì 1 đang có hiệu lực."));
        (await SayAsync(database, "maintenance", "add", "--device", "NOBODY", "--from", "2026-05-04 08:00", "--to", "2026-05-04 10:30")).ShouldBe((2, "Danh mục không có mã 'NOBODY'."));
    }

    [Fact]
    public async Task Correction_stands_beside_what_was_measured_and_an_earlier_as_of_does_not_know_it()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 1, Begin);
        var code = fleet.Devices[0].Code;
        await FailAsync(database, fleet);
        var query = new AvailabilityQuery(database.App);
        var before = (await query.ReadAsync(code, Begin, Begin.AddMinutes(1), null, CancellationToken.None))!;
        before.Availability.Down.ShouldBeGreaterThan(TimeSpan.Zero);
        before.Corrected.ShouldBeNull();

        (await CorrectAsync(database, code, "healthy")).ShouldBe((0, "Đã ghi đính chính 1."));
        (await CorrectAsync(database, code, "degraded")).ShouldBe((1, "Một phần khoảng này đã có đính chính khác; rút lại bản đó trước."));
        (await CorrectAsync(database, code, "degraded", "--rung", "streaming")).ShouldBe((0, "Đã ghi đính chính 3."));
        var after = (await query.ReadAsync(code, Begin, Begin.AddMinutes(1), null, CancellationToken.None))!;
        (after.Availability, after.Corrected!.Down).ShouldBe((before.Availability, TimeSpan.Zero));
        after.Corrected.Up.ShouldBe(before.Availability.Down);
        (await query.ReadAsync(code, Begin, Begin.AddMinutes(1), before.AsOf, CancellationToken.None)).ShouldBe(before);

        (await SayAsync(database, "ledger", "correct", code, "--take-back", "1")).ShouldBe((0, "Đã rút lại đính chính 1."));
        (await query.ReadAsync(code, Begin, Begin.AddMinutes(1), null, CancellationToken.None))!.Corrected.ShouldBeNull();
        (await query.ReadAsync(code, Begin, Begin.AddMinutes(1), after.AsOf, CancellationToken.None)).ShouldBe(after);
        var said = (await new CorrectionStore(database.App).ListAsync(code, CancellationToken.None))!;
        said.Select(correction => (correction.Id, correction.TakenBack is null)).ShouldBe([(3, true), (1, false)]);
        (await RunAsync(database, "ledger", "verify")).Exit.ShouldBe(0);
    }

    [Fact]
    public async Task Nothing_is_said_about_the_future()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var code = (await LedgerFleet.CreateAsync(database, 1, Begin)).Devices[0].Code;
        (await SayAsync(database, "ledger", "correct", code, "--from", "2026-05-04", "--to", "2126-05-04", "--status", "healthy")).ShouldBe((2, "--to: ở tương lai, chưa thể đính chính."));
        (await database.ScalarAsync<long>("select count(*) from status_corrections")).ShouldBe(0);
    }

    [Fact]
    public async Task Service_life_is_entered_by_local_days_and_takes_its_time_out_of_the_figures()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 1, Begin);
        var code = fleet.Devices[0].Code;
        await FailAsync(database, fleet);
        (await SayAsync(database, "service", "set", code, "--state", "inService", "--from", "2026-05-01")).ShouldBe((0, $"{code}: đang sử dụng từ 2026-05-01."));
        (await SayAsync(database, "service", "set", code, "--state", "suspended", "--from", "2026-05-05")).ShouldBe((0, $"{code}: tạm dừng từ 2026-05-05."));
        (await SayAsync(database, "service", "set", "NOBODY", "--state", "retired", "--from", "2026-05-05")).ShouldBe((2, "Danh mục không có mã 'NOBODY'."));
        (await SayAsync(database, "service", "set", code, "--state", "retired", "--from", "5/5/2026")).Exit.ShouldBe(2);
        (await RunAsync(database, "service", "list", code)).Said.ShouldBe(
            "2026-05-01\tđang sử dụng\tkiểm tra tại chỗ\tNgười trực\n2026-05-05\ttạm dừng\tkiểm tra tại chỗ\tNgười trực");

        // The fifth begins in Vietnam at 17:00 UTC of the fourth.
        var figures = (await new AvailabilityQuery(database.App).ReadAsync(code, Begin, Begin.AddDays(1), null, CancellationToken.None))!.Availability;
        figures.NotInService.ShouldBe(TimeSpan.FromHours(7));
        (figures.Up + figures.Down + figures.Maintenance + figures.Unknown).ShouldBe(TimeSpan.FromHours(17));
    }

    [Fact]
    public async Task View_goes_on_when_its_device_is_replaced()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var fleet = await LedgerFleet.CreateAsync(database, 2, Begin);
        var (first, second) = (fleet.Devices[0].Code, fleet.Devices[1].Code);
        var site = await database.ScalarAsync<string>("select code from sites");
        (await RunAsync(database, "view", "put", "V-1", "--name", "Cổng chợ", "--site", site)).ShouldBe((0, "Đã ghi góc nhìn V-1."));
        (await RunAsync(database, "view", "serve", "V-1", "--device", first, "--from", "2026-05-01", "--person", "Người trực")).ShouldBe((0, $"{first} phục vụ góc nhìn V-1 từ 2026-05-01 00:00."));
        (await RunAsync(database, "view", "serve", "V-1", "--device", second, "--from", "2026-05-10 12:00", "--person", "Người trực")).Exit.ShouldBe(0);
        (await RunAsync(database, "view", "serve", "V-2", "--device", second, "--from", "2026-05-10", "--person", "Người trực")).ShouldBe((2, "Danh mục không có mã 'V-2'."));
        (await RunAsync(database, "view", "serve", "V-1", "--from", "2026-05-10", "--person", "Người trực")).Exit.ShouldBe(2);
        (await RunAsync(database, "view", "list")).Said.ShouldBe(
            $"V-1\tCổng chợ\t{site}\t{first}\t2026-05-01 00:00 – 2026-05-10 12:00\tNgười trực\nV-1\tCổng chợ\t{site}\t{second}\t2026-05-10 12:00 – …\tNgười trực");
    }

    private static Task<(int Exit, string Said)> CorrectAsync(TestDatabase database, string code, string status, params string[] more) =>
        SayAsync(database, ["ledger", "correct", code, "--from", "2026-05-04 07:00", "--to", "2026-05-04 07:05", "--status", status, .. more]);

    // With who and why.
    private static Task<(int Exit, string Said)> SayAsync(TestDatabase database, params string[] arguments) => RunAsync(database, [.. arguments, .. Who]);

    private static async Task<(int Exit, string Said)> RunAsync(TestDatabase database, params string[] arguments)
    {
        var run = await CameraHealthProgram.RunAsync(arguments, CameraHealthProgram.Settings(database));
        return (run.ExitCode, (run.Output + run.Errors).Trim());
    }

    private static async Task FailAsync(TestDatabase database, LedgerFleet fleet)
    {
        var device = fleet.Devices[0];
        var items = Enumerable.Range(0, 3).Select(i => new AssessedObservation(
            fleet.GroupId, -1, Sight.Silent.At(device, Begin.AddSeconds(i), fleet.Policy), null, DeviceState.NeverObserved(device.Id, device.ApplicableRungs, Begin), []));
        await new ObservationStore(database.App).WriteAsync(new ObservationBatch(Guid.NewGuid(), "corrected", [.. items]), CancellationToken.None);
    }
}
