using System.Net;
using System.Net.Sockets;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>Wrong use: exit codes as in the contract, messages that name what is wrong and repeat no password.</summary>
public sealed class CommandLineTests
{
    private const string Secret = "hunter2-Xq7";
    private const string Stream = "rtsp://127.0.0.1:9/live";

    private static readonly KeyValuePair<string, string> English = new("CAMERAHEALTH_LANG", "en");

    [Fact]
    public async Task Every_command_has_help_in_vietnamese_and_in_english()
    {
        string[][] commands =
        [
            [], ["serve"], ["probe"], ["picture"], ["fleet"], ["fleet", "import"], ["fleet", "export"], ["credentials"], ["db"], ["db", "migrate"], ["db", "backup"], ["db", "restore"], ["keys"], ["keys", "export"], ["keys", "import"], ["ledger", "verify"], ["ledger", "seals"], ["ledger", "correct"],
            ["maintenance"], ["maintenance", "add"], ["maintenance", "list"], ["maintenance", "cancel"],
            ["service"], ["service", "set"], ["service", "list"], ["view"], ["view", "put"], ["view", "serve"], ["view", "list"],
        ];
        foreach (var command in commands)
        {
            var help = await CameraHealthProgram.RunAsync([.. command, "--help"]);
            help.ShouldSatisfyAllConditions(
                () => help.ExitCode.ShouldBe(0), () => help.Errors.ShouldBeEmpty(),
                () => help.Output.ShouldContain("Cách dùng: camerahealth"), () => help.Output.ShouldContain("Mã thoát: 0 tốt"));
        }

        var english = await CameraHealthProgram.RunAsync(["probe", "--help"], [English]);
        english.Output.ShouldContain("Usage: camerahealth probe TARGET [options]");
        english.Output.ShouldContain("--seconds N");
    }

    [Theory]
    [InlineData("Thiếu lệnh; một trong: serve, probe, picture, drill, fleet, credentials, maintenance, policy, trust, contract, service, view, db, keys, ledger.", "A command is missing; one of: serve, probe, picture, drill, fleet, credentials, maintenance, policy, trust, contract, service, view, db, keys, ledger.")]
    [InlineData("Thiếu TARGET.", "TARGET is missing.", "probe")]
    [InlineData("Thiếu FILE.", "FILE is missing.", "fleet", "import")]
    [InlineData("Không có tùy chọn --colour.", "There is no option --colour.", "probe", Stream, "--colour", "red")]
    [InlineData("Không có tùy chọn --colour.", "There is no option --colour.", "probe", "--colour", Stream)]
    [InlineData("--seconds: thiếu giá trị.", "--seconds: a value is missing.", "probe", Stream, "--seconds")]
    [InlineData("--seconds: 'soon' không dùng được. Số giây nhận hình (1–600).", "--seconds: 'soon' cannot be used.", "probe", Stream, "--seconds", "soon")]
    [InlineData("--seconds: 0 không nằm trong khoảng 1 đến 600.", "--seconds: 0 is not between 1 and 600.", "probe", Stream, "--seconds", "0")]
    [InlineData("--seconds: 601 không nằm trong khoảng 1 đến 600.", "--seconds: 601 is not between 1 and 600.", "probe", Stream, "--seconds", "601")]
    [InlineData("--transport: 'pigeon' không dùng được. auto (TCP, bị từ chối thì UDP), tcp, udp hoặc udp-first", "--transport: 'pigeon' cannot be used. auto (", "probe", Stream, "--transport", "pigeon")]
    [InlineData("--role: 'king' không dùng được. all, worker hoặc web.", "--role: 'king' cannot be used. all, worker or web.", "serve", "--role", "king")]
    [InlineData("Không có tệp /no/such/fleet.csv.", "There is no file /no/such/fleet.csv.", "fleet", "import", "/no/such/fleet.csv")]
    [InlineData("Không có tệp /no/such/secret.", "There is no file /no/such/secret.", "probe", Stream, "--user", "admin", "--password-file", "/no/such/secret")]
    [InlineData("Không có biến môi trường NO_SUCH_SECRET.", "There is no environment variable NO_SUCH_SECRET.", "probe", Stream, "--user", "admin", "--password-env", "NO_SUCH_SECRET")]
    [InlineData("Cần cả --user và mật khẩu", "Both --user and a password", "probe", Stream, "--user", "admin")]
    [InlineData("TARGET phải là rtsp://…", "TARGET must be rtsp://…", "probe", "gopher://127.0.0.1/")]
    [InlineData("Cần đúng một trong --device", "Exactly one of --device", "maintenance", "add", "--person", "P", "--reason", "R", "--from", "2026-11-25 08:00", "--to", "2026-11-25 09:00")]
    [InlineData("--reason: cần giá trị", "--reason: a value is needed", "maintenance", "cancel", "1", "--person", "P")]
    [InlineData("--from: 'hôm qua' không phải giờ", "--from: 'hôm qua' is no local time", "ledger", "correct", "C1", "--person", "P", "--reason", "R", "--from", "hôm qua")]
    [InlineData("--zone: không có múi giờ 'Mars'", "--zone: there is no zone 'Mars'", "maintenance", "list", "C1", "--zone", "Mars")]
    [InlineData("--urls: mỗi địa chỉ phải có dạng", "--urls: each address must look like", "serve", "--urls", "127.0.0.1:8080")]
    [InlineData("--urls: không lắng nghe ở http://0.0.0.0:8080:", "--urls: refused to listen on http://0.0.0.0:8080:", "serve", "--urls", "http://127.0.0.1:8081;http://0.0.0.0:8080")]
    [InlineData("--urls: không lắng nghe ở http://*:8080:", "--urls: refused to listen on http://*:8080:", "serve", "--urls", "http://*:8080")]
    public async Task Wrong_use_is_exit_code_2_and_says_what_is_wrong(string vietnamese, string english, params string[] arguments)
    {
        using var scratch = new ScratchFolder();
        arguments = arguments is ["serve" or "fleet" or "maintenance" or "ledger", _, ..] ? [.. arguments, "--data", scratch.Data] : arguments;
        var runs = await Task.WhenAll(CameraHealthProgram.RunAsync(arguments), CameraHealthProgram.RunAsync(arguments, [English]));
        runs.ShouldAllBe(run => run.ExitCode == 2);
        runs.ShouldAllBe(run => run.Output.Length == 0);
        runs[0].Errors.ShouldStartWith(vietnamese);
        runs[1].Errors.ShouldStartWith(english);
        Directory.Exists(scratch.Data).ShouldBeFalse("a database was made for nothing");
    }

    [Theory]
    [InlineData("probe", Stream, "--user", "admin", "--password", Secret)]
    [InlineData("probe", Stream, "--user", "admin", "--password=" + Secret)]
    [InlineData("probe", Stream, "--user", "admin", "--password:" + Secret)]
    [InlineData("probe", "rtsp://admin:" + Secret + "@127.0.0.1:9/live")]
    [InlineData("probe", "http://admin:" + Secret + "@127.0.0.1:9/onvif/device_service")]
    [InlineData("probe", "admin:" + Secret + "@127.0.0.1:9")]
    [InlineData("probe", Stream, "--pass", Secret)]
    [InlineData("probe", Stream, "--passwd=" + Secret)]
    [InlineData("probe", Stream, "-p" + Secret)]
    [InlineData("probe", Stream, Secret)]
    [InlineData("serve", "--urls", "http://admin:" + Secret + "@127.0.0.1:8080")]
    public async Task Password_among_the_arguments_is_refused_and_not_repeated(params string[] arguments)
    {
        var run = await CameraHealthProgram.RunAsync(arguments);
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldNotBeEmpty();
        (run.Output + run.Errors).ShouldNotContain(Secret);
    }

    [Fact]
    public async Task Everything_wrong_with_the_settings_is_told_at_once_before_anything_is_started()
    {
        KeyValuePair<string, string>[] wrong =
        [
            CameraHealthProgram.Setting("Worker:BatchSize", "many"), CameraHealthProgram.Setting("Worker:BatchSise", "10"), CameraHealthProgram.Setting("Worker:StartRate", "0"),
            CameraHealthProgram.Setting("Worker:FlushInterval", "00:00:11"), CameraHealthProgram.Setting("CameraNetworks:Allowed:0", "10.0.0.0/99"),
            CameraHealthProgram.Setting("PollPermits:SiteStreams", "501"), CameraHealthProgram.Setting("OwnNetwork:Gateway", "gateway"),
            CameraHealthProgram.Setting("Serilog:MinimumLevel:Default", "Loud"), CameraHealthProgram.Setting("Database:App", $"Host=nowhere;Pasword={Secret}"),
        ];
        using var scratch = new ScratchFolder();
        string[] serve = ["serve", "--urls", "http://127.0.0.1:0", "--data", scratch.Data];
        var vietnamese = await CameraHealthProgram.RunAsync(serve, wrong);
        vietnamese.ExitCode.ShouldBe(2);
        vietnamese.Errors.Split('\n', StringSplitOptions.RemoveEmptyEntries).ShouldBe(
            [
                "Serilog:MinimumLevel:Default: 'Loud' không phải là mức ghi log; một trong Verbose, Debug, Information, Warning, Error, Fatal.",
                "Database:App: không đọc được chuỗi kết nối.",
                "Worker:BatchSize: 'many' không đọc được; ví dụ đúng: 123",
                "Worker:BatchSise: không có thiết lập này",
                "Worker:StartRate: 0 không nằm trong khoảng 1 đến 1000",
                "Worker:FlushInterval: 00:00:11 không nằm trong khoảng 00:00:00.1000000 đến 00:00:10",
                "CameraNetworks:Allowed: '10.0.0.0/99' không phải là mạng dạng CIDR, ví dụ 192.168.10.0/24",
                "PollPermits:SiteStreams: 501 không nằm trong khoảng 1 đến 500",
                "OwnNetwork:Gateway: 'gateway' phải có dạng máy:cổng",
            ],
            ignoreOrder: true);
        var english = await CameraHealthProgram.RunAsync(serve, [.. wrong, English]);
        english.Errors.ShouldContain("Worker:StartRate: 0 is not between 1 and 1000");
        english.Errors.ShouldContain("Worker:BatchSise: there is no such setting");
        (vietnamese.Errors + english.Errors).ShouldNotContain(Secret);
        Directory.Exists(scratch.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Taken_port_is_exit_code_3_and_takes_nothing_over()
    {
        using var holder = new TcpListener(IPAddress.Loopback, 0);
        holder.Start();
        using var scratch = new ScratchFolder();
        var url = $"http://localhost:{((IPEndPoint)holder.LocalEndpoint).Port}";
        var run = await CameraHealthProgram.RunAsync("serve", "--urls", url, "--data", scratch.Data);
        run.ExitCode.ShouldBe(3);
        run.Errors.ShouldStartWith($"Không mở được {url}:");
        Directory.Exists(scratch.Data).ShouldBeFalse();
    }

    [Fact]
    public async Task Database_that_cannot_be_reached_is_exit_code_3_and_its_password_is_not_repeated()
    {
        using var scratch = new ScratchFolder();
        var file = scratch.Write("fleet.csv", FleetFiles.Of("A,A,camera,S,direct,10.0.0.1,80,554,/s,,,,,,,,"));
        KeyValuePair<string, string>[] database =
        [
            CameraHealthProgram.Setting("Database:App", $"Host=127.0.0.1;Port=9;Username=app;Password={Secret}"),
            CameraHealthProgram.Setting("Database:Owner", $"Host=127.0.0.1;Port=9;Username=owner;Password={Secret}"),
        ];
        string[][] commands = [["fleet", "import", file], ["fleet", "export", scratch.PathOf("out.csv")], ["db", "migrate"], ["serve", "--urls", "http://127.0.0.1:0"]];
        foreach (var command in commands)
        {
            // Without an owner nothing is migrated, and what runs for long waits for its database.
            foreach (var settings in command[0] == "serve" ? [database] : new[] { database, database[..1] })
            {
                var run = await CameraHealthProgram.RunAsync([.. command, "--data", scratch.Data], settings);
                run.ExitCode.ShouldBe(3, $"{string.Join(' ', command)}: {run.Errors}");
                (run.Output + run.Errors).ShouldNotContain(Secret);
            }
        }
    }
}
