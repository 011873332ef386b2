using CameraHealth.Storage.Fleet.Xlsx;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary><c>fleet import</c> and <c>fleet export</c> as processes, over a private Postgres of their own that ends with each of them.</summary>
public sealed class FleetFileTests
{
    private const string Secret = "hunter2-Xq7";
    private static readonly KeyValuePair<string, string> English = new("CAMERAHEALTH_LANG", "en");

    [Fact]
    public async Task Import_is_all_or_nothing_names_each_bad_cell_and_export_gives_back_everything_but_passwords()
    {
        using var scratch = new ScratchFolder();
        var broken = scratch.Write("broken.csv", FleetFiles.Of(
            $"A,A,camera,S,direct,10.0.0.1,80,554,/s,admin:{Secret},,,,,,,",
            $"B,B,tripod,S,direct,10.0.0.2,80,554,/s,admin:{Secret},,,,,,,",
            $"C,C,camera,S,direct,10.0.0.3,99999,554,/s,admin:{Secret},,,,8.7,206.6,,",
            $"D,D,camera,S,channel,,,,,admin:{Secret},NVR,1,,,,31/12/2026,"));
        var refused = await CameraHealthProgram.RunAsync("fleet", "import", broken, "--data", scratch.Data);
        refused.ExitCode.ShouldBe(1);
        refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
        [
            "dòng 3, cột kind: phải là camera, recorder hoặc encoder",
            "dòng 4, cột onvif_port: phải là số nguyên từ 1 đến 65535",
            "dòng 4, cột lon: phải là độ từ -180 đến 180, dùng dấu chấm thập phân",
            "dòng 5, cột credential: kênh dùng tài khoản của đầu ghi: để trống",
            "dòng 5, cột in_service_from: phải là ngày dạng 2026-01-31",
            "broken.csv: 5 lỗi; không có gì được ghi.",
        ]);

        var good = scratch.Write("good.csv", FleetFiles.Of($"A,Cổng chào,camera,S,direct,10.0.0.1,80,554,/s,admin:{Secret},,,,8.7,106.6,2026-01-31,30"));
        var dry = await CameraHealthProgram.RunAsync(["fleet", "import", good, "--dry-run", "--data", scratch.Data], [English]);
        (dry.ExitCode, dry.Output.Trim()).ShouldBe((0, "good.csv: valid; 1 devices would be new, 0 changed, 0 unchanged. Nothing was written."));
        var imported = await CameraHealthProgram.RunAsync("fleet", "import", good, "--data", scratch.Data);
        (imported.ExitCode, imported.Output.Trim()).ShouldBe((0, "good.csv: 1 thiết bị mới, 0 thay đổi, 0 không đổi."));

        var file = scratch.PathOf("out.csv");
        var exported = await CameraHealthProgram.RunAsync("fleet", "export", file, "--data", scratch.Data);
        exported.ExitCode.ShouldBe(0, exported.Errors);
        var rows = await File.ReadAllLinesAsync(file, TestContext.Current.CancellationToken);
        rows[1].ShouldStartWith("A,Cổng chào,camera,S,direct,10.0.0.1,80,554,/s,admin:,,,,8.7,106.6,2026-01-31,30");
        rows.Length.ShouldBe(2);

        var again = await CameraHealthProgram.RunAsync("fleet", "export", file, "--data", scratch.Data);
        (again.ExitCode, again.Errors.Trim()).ShouldBe((2, $"{file} đã có; xóa hoặc chọn tên khác."));
        var nowhere = await CameraHealthProgram.RunAsync("fleet", "export", scratch.PathOf("no/such/out.csv"), "--data", scratch.Data);
        nowhere.ExitCode.ShouldBe(3);
        nowhere.Errors.ShouldStartWith("Không ghi được");

        foreach (var run in new[] { refused, dry, imported, exported, again, nowhere })
        {
            (run.Output + run.Errors).ShouldNotContain(Secret);
        }

        string.Concat(rows).ShouldNotContain(Secret);
        ProcessTable.Naming(scratch.Root).ShouldBeEmpty("the private Postgres of a command outlived it");
    }

    [Fact]
    public async Task Workbook_is_exported_imports_unchanged_and_its_errors_name_the_sheet()
    {
        using var scratch = new ScratchFolder();
        var csv = scratch.Write("fleet.csv", FleetFiles.Of($"A,'=Cổng,camera,S,direct,10.0.0.1,80,554,/s,admin:{Secret},,,,8.7,-106.6,2026-01-31,30"));
        (await CameraHealthProgram.RunAsync("fleet", "import", csv, "--data", scratch.Data)).ExitCode.ShouldBe(0);
        var workbook = scratch.PathOf("out.XLSX");
        var exported = await CameraHealthProgram.RunAsync("fleet", "export", workbook, "--data", scratch.Data);
        exported.ExitCode.ShouldBe(0, exported.Errors);
        var imported = await CameraHealthProgram.RunAsync("fleet", "import", workbook, "--data", scratch.Data);
        (imported.ExitCode, imported.Output.Trim()).ShouldBe((0, "out.XLSX: 0 thiết bị mới, 0 thay đổi, 1 không đổi."), imported.Errors);

        var broken = scratch.PathOf("broken.xlsx");
        await using (var file = File.Create(broken))
        {
            object?[][] rows = [["B", "N", "thuyền", "S", "10.0.0.2", 80, $"admin:{Secret}"]];
            await XlsxFile.WriteAsync(file, "Danh mục", ["Mã camera", "Tên", "Loại", "Mã vị trí", "host", "onvif_port", "credential"], rows, TestContext.Current.CancellationToken);
        }

        var refused = await CameraHealthProgram.RunAsync("fleet", "import", broken, "--data", scratch.Data);
        refused.ExitCode.ShouldBe(1);
        refused.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            ["trang Danh mục, dòng 2, cột Loại: phải là camera, recorder hoặc encoder", "broken.xlsx: 1 lỗi; không có gì được ghi."]);
        refused.Errors.ShouldNotContain(Secret);
    }

    [Fact]
    public async Task File_that_cannot_be_read_as_a_fleet_is_refused_and_no_cell_of_it_is_repeated()
    {
        using var scratch = new ScratchFolder();
        var withoutHeader = scratch.Write(
            "headless.csv", $"A,A,camera,S,direct,10.0.0.1,80,554,/s,admin:{Secret},,,,,,,\nB,B,camera,S,direct,10.0.0.2,80,554,/s,admin:{Secret},,,,,,,\n");
        var slipped = scratch.Write("slipped.csv", FleetFiles.Of(
            $"admin:{Secret},A,camera,S,direct,10.0.0.1,80,554,/s,,,,,,,,",
            $"admin:{Secret},A,admin:{Secret},S,admin:{Secret},admin:{Secret},80,554,/s,,,,,,,,"));
        var empty = scratch.Write("empty.csv", "");
        await File.WriteAllBytesAsync(scratch.PathOf("binary.csv"), [0xff, 0xfe, 0x00, 0xd8], TestContext.Current.CancellationToken);
        foreach (var file in new[] { withoutHeader, slipped, empty, scratch.PathOf("binary.csv") })
        {
            var run = await CameraHealthProgram.RunAsync("fleet", "import", file, "--data", scratch.Data);
            run.ExitCode.ShouldBe(1, run.Errors);
            run.Errors.ShouldContain("không có gì được ghi");
            (run.Output + run.Errors).ShouldNotContain(Secret, Case.Insensitive);
        }
    }

    [Fact]
    public async Task Data_folder_that_cannot_be_used_is_exit_code_3()
    {
        using var scratch = new ScratchFolder();
        var file = scratch.Write("a-file", "");
        var run = await CameraHealthProgram.RunAsync("db", "migrate", "--data", file);
        run.ExitCode.ShouldBe(3);
        run.Errors.ShouldStartWith("Không dùng được thư mục dữ liệu.");
    }

    [Fact]
    public async Task Thousand_rows_are_imported_in_under_ten_seconds()
    {
        using var scratch = new ScratchFolder();
        var rows = Enumerable.Range(1, 1000).Select(i => $"CAM-{i:D4},Camera {i},camera,SITE-{i % 20},direct,10.0.{i / 250}.{(i % 250) + 1},80,554,/s,admin:{Secret},,,,,,,");
        (await CameraHealthProgram.RunAsync("db", "migrate", "--data", scratch.Data)).ExitCode.ShouldBe(0);
        var begunAt = TimeProvider.System.GetTimestamp();
        var run = await CameraHealthProgram.RunAsync("fleet", "import", scratch.Write("fleet.csv", FleetFiles.Of(rows)), "--data", scratch.Data);
        var took = TimeProvider.System.GetElapsedTime(begunAt);
        run.Output.ShouldContain("1000 thiết bị mới", customMessage: run.Errors);
        TestContext.Current.TestOutputHelper?.WriteLine($"1,000 rows: {took.TotalSeconds:F1} s, the program's and Postgres' start included");
        took.ShouldBeLessThan(LoadedMachine.Allow(TimeSpan.FromSeconds(10)));
    }
}
