using System.Text.Json;
using CameraHealth.Tests.Imaging.Scenes;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary><c>camerahealth picture</c> as scripts see it.</summary>
public sealed class PictureCommandTests : IDisposable
{
    private const string Secret = "hunter2-Xq7";
    private static readonly KeyValuePair<string, string> English = new("CAMERAHEALTH_LANG", "en");
    private static readonly Scene Street = GeneratedScenes.All.First(scene => scene.Name == "street-3");
    private static readonly Lazy<(byte[] Clear, byte[] Later, byte[] Card)> Pictures = new(Take);

    private readonly ScratchFolder _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public async Task Clear_picture_is_exit_code_0_and_says_what_could_not_be_judged()
    {
        var run = await CameraHealthProgram.RunAsync("picture", Write("clear.jpg", Pictures.Value.Clear), "--json");
        run.ExitCode.ShouldBe(0, run.Errors);
        var json = JsonDocument.Parse(run.Output).RootElement;
        json.GetProperty("verdict").ValueKind.ShouldBe(JsonValueKind.Null);
        json.GetProperty("findings").GetArrayLength().ShouldBe(0);
        (json.GetProperty("width").GetInt32(), json.GetProperty("height").GetInt32()).ShouldBe((1280, 720));
        var measured = json.GetProperty("measured").EnumerateArray().Select(kind => kind.GetString()!).ToList();
        measured.ShouldContain("blurred", StringComparer.Ordinal);
        measured.ShouldContain("signal_loss", StringComparer.Ordinal);
        measured.ShouldNotContain("moved", StringComparer.Ordinal);
        measured.ShouldNotContain("frozen", StringComparer.Ordinal);
    }

    [Fact]
    public async Task Card_of_a_recorder_is_exit_code_1_and_its_verdict_signal_loss()
    {
        var run = await CameraHealthProgram.RunAsync("picture", Write("card.jpg", Pictures.Value.Card), "--json");
        run.ExitCode.ShouldBe(1, run.Errors);
        var json = JsonDocument.Parse(run.Output).RootElement;
        json.GetProperty("verdict").GetString().ShouldBe("signal_loss");
        var finding = json.GetProperty("findings")[0];
        finding.GetProperty("kind").GetString().ShouldBe("signal_loss");
        finding.GetProperty("score").GetDouble().ShouldBeInRange(0.5, 1);
        finding.GetProperty("areaPercent").GetDouble().ShouldBeInRange(80, 100);
    }

    [Fact]
    public async Task Same_picture_as_before_is_frozen_and_in_place()
    {
        var file = Write("clear.jpg", Pictures.Value.Clear);
        var run = await CameraHealthProgram.RunAsync("picture", file, "--reference", Write("later.jpg", Pictures.Value.Later), "--previous", file, "--json");
        run.ExitCode.ShouldBe(1, run.Errors);
        var json = JsonDocument.Parse(run.Output).RootElement;
        json.GetProperty("verdict").GetString().ShouldBe("frozen");
        json.GetProperty("measured").EnumerateArray().Select(kind => kind.GetString()!).ShouldContain("moved", StringComparer.Ordinal);
        json.GetProperty("shift").GetProperty("horizontalPercent").GetDouble().ShouldBe(0);
    }

    [Fact]
    public async Task People_are_told_in_their_language()
    {
        var file = Write("card.jpg", Pictures.Value.Card);
        var runs = await Task.WhenAll(CameraHealthProgram.RunAsync("picture", file), CameraHealthProgram.RunAsync(["picture", file], [English]));
        runs.ShouldAllBe(run => run.ExitCode == 1);
        runs[0].Output.ShouldContain("mất tín hiệu hình ảnh");
        runs[0].Output.ShouldContain("chưa đo được");
        runs[1].Output.ShouldContain("no signal");
        runs[1].Output.ShouldContain("not measured");
    }

    [Fact]
    public async Task Picture_of_a_device_is_fetched_also_by_a_redirect_on_the_same_host()
    {
        await using var host = new PictureHost(path => path == "/snapshot" ? PictureHost.Status("302 Found", "Location: /cgi/picture.jpg") : PictureHost.Ok(Pictures.Value.Card));
        var run = await CameraHealthProgram.RunAsync("picture", host.Address + "/snapshot", "--json");
        run.ExitCode.ShouldBe(1, run.Errors);
        run.Output.ShouldContain("signal_loss");
        host.Requests.ShouldBe(2);
    }

    [Theory]
    [InlineData("/away", "chuyển hướng sang máy khác")]
    [InlineData("/round", "chuyển hướng quá nhiều lần")]
    [InlineData("/login", "thiết bị trả lời 401")]
    [InlineData("/page", "không phải JPEG hay PNG")]
    [InlineData("/endless", "lớn hơn 16 MiB")]
    [InlineData("/nothing", "không phải JPEG hay PNG")]
    [InlineData("/broken", "không lấy được hình")]
    public async Task What_is_no_picture_is_exit_code_3_and_says_why(string path, string message)
    {
        await using var other = new PictureHost(_ => PictureHost.Ok(Pictures.Value.Card));
        await using var host = new PictureHost(asked => asked switch
        {
            "/away" => PictureHost.Status("302 Found", "Location: " + other.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal)),
            "/round" => PictureHost.Status("302 Found", "Location: /round"),
            "/login" => PictureHost.Status("401 Unauthorized", "WWW-Authenticate: Basic realm=\"camera\""),
            "/page" => PictureHost.Ok([.. "<html>"u8]),
            "/endless" => PictureHost.Ok(new byte[(16 * 1024 * 1024) + 100_000]),
            "/nothing" => PictureHost.Ok([]),
            _ => [.. "HTTP/1.1 200 OK\r\nContent-Length: 999999\r\nConnection: close\r\n\r\nabc"u8],
        });
        var run = await CameraHealthProgram.RunAsync("picture", host.Address + path);
        run.ExitCode.ShouldBe(3, run.Output);
        run.Output.ShouldBeEmpty();
        run.Errors.ShouldContain(message);
        other.Requests.ShouldBe(0);
    }

    [Fact]
    public async Task File_that_is_no_picture_is_exit_code_3()
    {
        var jpeg = Pictures.Value.Clear;
        var run = await CameraHealthProgram.RunAsync("picture", Write("half.jpg", jpeg[..(jpeg.Length / 2)]), "--json");
        run.ExitCode.ShouldBe(3);
        run.Errors.ShouldContain("thiếu phần cuối");
        run = await CameraHealthProgram.RunAsync("picture", Write("clear.jpg", jpeg), "--reference", _scratch.Write("text.jpg", "no picture"));
        run.ExitCode.ShouldBe(3);
        run.Errors.ShouldContain("text.jpg");
    }

    [Theory]
    [InlineData("Không có tệp /no/such.jpg.", "/no/such.jpg")]
    [InlineData("FILE|URL phải là một tệp", "ftp://127.0.0.1/a.jpg")]
    [InlineData("FILE|URL phải là một tệp", "file:///etc/hostname")]
    [InlineData("Không nhận mật khẩu trong địa chỉ", "http://admin:" + Secret + "@127.0.0.1:9/a.jpg")]
    [InlineData("Không nhận mật khẩu trong địa chỉ", "http://127.0.0.1:9/a.jpg?user=admin&PWD=" + Secret)]
    [InlineData("Không có tệp /no/such.jpg.", "/etc/hostname", "--previous", "/no/such.jpg")]
    public async Task Wrong_use_is_exit_code_2_and_repeats_no_password(string message, params string[] arguments)
    {
        var run = await CameraHealthProgram.RunAsync(["picture", .. arguments]);
        run.ExitCode.ShouldBe(2);
        run.Errors.ShouldStartWith(message);
        (run.Output + run.Errors).ShouldNotContain(Secret);
    }

    private static (byte[] Clear, byte[] Later, byte[] Card) Take()
    {
        var studio = new Studio();
        var shot = new Shot(Street, Light.Day, 1) { Width = 1280, Height = 720 };
        return (studio.Take(shot), studio.Take(shot with { Moment = 2 }), studio.Take(shot with { Fault = Imaging.PictureFault.SignalLoss, Strength = Strength.Strong }));
    }

    private string Write(string name, byte[] bytes)
    {
        File.WriteAllBytes(_scratch.PathOf(name), bytes);
        return _scratch.PathOf(name);
    }
}
