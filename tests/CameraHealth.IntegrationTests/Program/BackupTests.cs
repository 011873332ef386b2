using System.Text;
using System.Text.Json;
using CameraHealth.IntegrationTests.Storage.Sealing;
using CameraHealth.Storage;
using CameraHealth.Storage.PrivatePostgres;
using CameraHealth.Storage.Queries;
using Npgsql;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>Backup, restore onto an empty machine, and the key without which no password opens.</summary>
public sealed class BackupTests(PostgresFixture postgres)
{
    private const string Secret = "Mật-khẩu-không-lộ-7316";
    private const string Passphrase = "một cụm mật khẩu dài";
    private static readonly DateTimeOffset Begin = new(2026, 5, 4, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task Restored_database_gives_the_same_figures_to_the_byte_and_its_ledger_fits()
    {
        using var scratch = new ScratchFolder();
        await using var database = await postgres.CreateDatabaseAsync();
        var scene = await SealScene.CreateAsync(database);
        await scene.SealAsync();
        // Clocks are told for now only: with an as-of, nothing depends on when one asks.
        var asOf = (await FiguresAsync(database.App, null)).AsOf;
        var figures = (await FiguresAsync(database.App, asOf)).Json;
        var file = scratch.PathOf("backup.dump");
        (await RunAsync(CameraHealthProgram.Settings(database), "db", "backup", file)).ShouldStartWith("0 Đã sao lưu vào " + file);
        File.GetUnixFileMode(file).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);

        (await RunAsync([], "db", "restore", file, "--data", scratch.Data)).ShouldStartWith("0 Đã khôi phục; 0 bước");
        await using (var cluster = await PrivateCluster.StartAsync(new PrivateClusterOptions { DataFolder = scratch.Data }, TimeProvider.System, CancellationToken.None))
        {
            await using var restored = NpgsqlDataSource.Create(cluster.ToStorageOptions().App!);
            (await FiguresAsync(restored, asOf)).Json.ShouldBe(figures);
        }

        var seal = (await scene.ListAsync())[0];
        (await RunAsync([], "ledger", "verify", "--anchor", $"{seal.Day:yyyy-MM-dd}={seal.Text}", "--data", scratch.Data)).ShouldStartWith("0 ");
        (await RunAsync([], "db", "restore", file, "--data", scratch.Data)).ShouldStartWith("3 Cơ sở dữ liệu đích không trống");
    }

    [Fact]
    public async Task Passwords_open_again_after_the_exported_key_was_imported()
    {
        using var scratch = new ScratchFolder();
        var (here, there) = (scratch.PathOf("here"), scratch.PathOf("there"));
        var (file, keyFile) = (scratch.PathOf("backup.dump"), scratch.PathOf("worker.key"));
        var csv = scratch.Write("fleet.csv", FleetFiles.Of(
            $"A,A,camera,S,direct,10.0.0.1,80,554,/s,admin:{Secret},,,,,,,", $"B,B,camera,S,direct,10.0.0.2,80,554,/s,admin:{Secret},,,,,,,"));
        KeyValuePair<string, string>[] good = [new("PASSPHRASE", Passphrase)];
        (await RunAsync([], "fleet", "import", csv, "--data", here)).ShouldStartWith("0 ");
        (await RunAsync([], "db", "backup", file, "--data", here)).ShouldStartWith("0 ");
        (await RunAsync([new("PASSPHRASE", "ngắn")], "keys", "export", keyFile, "--passphrase-env", "PASSPHRASE", "--data", here)).ShouldStartWith("2 ");
        (await RunAsync(good, "keys", "export", keyFile, "--passphrase-env", "PASSPHRASE", "--data", here)).ShouldStartWith("0 Đã xuất khóa");

        (await RunAsync([], "db", "restore", file, "--data", there)).ShouldContain("2/2 mật khẩu thiết bị chưa mở được");
        (await RunAsync([new("PASSPHRASE", "một cụm mật khẩu sai")], "keys", "import", keyFile, "--passphrase-env", "PASSPHRASE", "--data", there)).ShouldStartWith("3 Không mở được");
        (await RunAsync(good, "keys", "import", keyFile, "--passphrase-env", "PASSPHRASE", "--data", there)).ShouldBe("0 Mở được toàn bộ 2 mật khẩu thiết bị.");
        foreach (var path in new[] { file, keyFile })
        {
            (await File.ReadAllBytesAsync(path, CancellationToken.None)).AsSpan().IndexOf(Encoding.UTF8.GetBytes(Secret)).ShouldBe(-1);
        }

        (await File.ReadAllTextAsync(keyFile, CancellationToken.None)).ShouldStartWith("-----BEGIN ENCRYPTED PRIVATE KEY-----");
    }

    [Fact]
    public async Task What_cannot_be_restored_is_refused_and_nothing_is_overwritten()
    {
        using var scratch = new ScratchFolder();
        await using var database = await postgres.CreateDatabaseAsync();
        var file = scratch.Write("backup.dump", "no backup");
        (await RunAsync(CameraHealthProgram.Settings(database), "db", "backup", file)).ShouldStartWith("3 Không dùng được tệp.");
        (await File.ReadAllTextAsync(file, CancellationToken.None)).ShouldBe("no backup");
        (await RunAsync([], "db", "restore", file, "--data", scratch.Data)).ShouldStartWith("3 Không dùng được tệp.");
        (await RunAsync([], "db", "restore", scratch.PathOf("none"), "--data", scratch.Data)).ShouldStartWith("3 Không dùng được tệp.");

        await database.ExecuteAsync("insert into migrations_history (migration_id, product_version) values ('29990101000000_FromTheFuture', '99')");
        var newer = scratch.PathOf("newer.dump");
        (await RunAsync(CameraHealthProgram.Settings(database), "db", "backup", newer)).ShouldStartWith("0 ");
        var refused = await RunAsync([], "db", "restore", newer, "--data", scratch.Data);
        refused.ShouldStartWith("3 Bản sao lưu mới hơn phần mềm này");
        refused.ShouldContain("29990101000000_FromTheFuture");
        (await RunAsync(CameraHealthProgram.Settings(database), "db", "migrate")).ShouldStartWith("3 ");
    }

    private static async Task<(string Json, DateTimeOffset AsOf)> FiguresAsync(NpgsqlDataSource database, DateTimeOffset? asOf)
    {
        var answer = await new KpiQuery(database).ReadAsync(new KpiRequest(Begin, Begin.AddDays(1), KpiGrouping.Device) { AsOf = asOf }, CancellationToken.None);
        return (JsonSerializer.Serialize(answer), answer.AsOf);
    }

    private static async Task<string> RunAsync(IEnumerable<KeyValuePair<string, string>> environment, params string[] arguments)
    {
        var run = await CameraHealthProgram.RunAsync(arguments, environment);
        (run.Output + run.Errors).ShouldNotContain(Secret);
        return $"{run.ExitCode} {(run.Output + run.Errors).Trim()}";
    }
}
