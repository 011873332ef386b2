using System.Globalization;
using System.IO.Compression;
using System.Text;
using CameraHealth.IntegrationTests.Simulator;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>No password leaves the register: everything that is printed, logged, answered, exported, stored or shown to other users is searched.</summary>
[Collection(ServedFleet.Group)]
public sealed class SecrecyTests(ServedFleet fleet)
{
    private static readonly TimeSpan JudgedWithin = TimeSpan.FromMinutes(2);

    private static readonly string[] Probed = ["GOOD-DIGEST", "GOOD-TOKEN", "GOOD-ENCODER", "REFUSED-TOKEN", "REFUSED-ENCODER", "HANGS", "MUTE", "OFF", "NVR"];

    // One statement that gives every row of every table as text.
    private const string EveryRow = """
        select string_agg(format('select to_jsonb(t)::text from public.%I t', table_name), ' union all ')
        from information_schema.tables where table_schema = 'public' and table_type = 'BASE TABLE'
        """;

    [Fact]
    public async Task No_password_is_in_anything_that_is_printed_answered_exported_stored_or_shown()
    {
        await fleet.JudgedAsync(JudgedWithin);
        var commandLines = new List<string>();
        await ProbeAsync(commandLines);
        await ImportAsync();
        await ShareAsync();
        var answers = await AnswersAsync();
        var export = fleet.PathOf($"export-{Guid.NewGuid():N}.csv");
        (await fleet.RunAsync("fleet", "export", export)).ExitCode.ShouldBe(0);
        var workbook = fleet.PathOf($"export-{Guid.NewGuid():N}.xlsx");
        (await fleet.RunAsync("fleet", "export", workbook)).ExitCode.ShouldBe(0);
        var stored = await fleet.Database.ListAsync<string>((await fleet.Database.ListAsync<string>(EveryRow))[0]);

        fleet.Printed.ShouldContain("DBG");
        commandLines.ShouldContain(line => line.Contains("camerahealth probe", StringComparison.Ordinal));
        answers.ShouldContain("credentials_refused", customMessage: "the traces were not read");
        Search("output and logs", fleet.Printed);
        Search("answers", answers);
        Search("export", await File.ReadAllTextAsync(export, TestContext.Current.CancellationToken));
        Search("workbook", await UnpackAsync(workbook));
        Search("database", string.Join('\n', stored));
        Search("process list", string.Join('\n', commandLines));
        await SearchDataFolderAsync();
    }

    private async Task ProbeAsync(List<string> commandLines)
    {
        foreach (var json in new[] { true, false })
        {
            var probes = Task.WhenAll(Probed.Select(code => fleet.ProbeAsync(code, json ? ["--json", "--seconds", "1"] : ["--seconds", "1"])));
            while (await Task.WhenAny(probes, Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System)) != probes)
            {
                commandLines.AddRange(ProcessTable.CommandLines());
            }

            await probes;
        }
    }

    // One file that is taken again, and one whose every row is wrong beside its password.
    private async Task ImportAsync()
    {
        string Row(string code, string kind, string more) => $"{code},{code},{kind},S,direct,10.0.0.1,80,554,/s,{Quoted($"admin:{fleet.Passwords[code]}")},{more}";
        var broken = fleet.PathOf("broken.csv");
        var rows = fleet.Passwords.Keys.Select((code, i) => i % 2 == 0 ? Row(code, "tripod", ",,,,,,") : Row(code, "camera", ",,,x,y,z,"));
        await File.WriteAllTextAsync(broken, FleetFiles.Of(rows));
        (await fleet.RunAsync("fleet", "import", broken)).ExitCode.ShouldBe(1);
        var headless = fleet.PathOf("headless.csv");
        await File.WriteAllLinesAsync(headless, fleet.Passwords.Keys.Select(code => Row(code, "camera", ",,,,,,")));
        (await fleet.RunAsync("fleet", "import", headless)).ExitCode.ShouldBe(1);

        var again = fleet.PathOf("again.csv");
        var lines = await File.ReadAllLinesAsync(fleet.PathOf("fleet.csv"));
        await File.WriteAllLinesAsync(again, [lines[0], .. lines.Where(line => line.StartsWith("GOOD-", StringComparison.Ordinal))]);
        (await fleet.RunAsync("fleet", "import", again)).ExitCode.ShouldBe(0);
    }

    // A login that devices share: given, and given again after a device accepted it.
    private async Task ShareAsync()
    {
        foreach (var code in new[] { "GOOD-DIGEST", "GOOD-ENCODER" })
        {
            var secret = new KeyValuePair<string, string>("SECRET", fleet.Passwords[code]);
            var row = (await File.ReadAllLinesAsync(fleet.PathOf("fleet.csv"))).Single(line => line.StartsWith(code + ",", StringComparison.Ordinal)).Split(',');
            var member = fleet.PathOf("member.csv");
            await File.WriteAllTextAsync(member, $"code,name,kind,site,host,onvif_port,rtsp_port,stream_path,credential_set\n{string.Join(',', row[0], row[1], row[2], row[3], row[5], row[6], row[7], row[8])},{code}\n");
            (await fleet.RunAsync("fleet", "import", member)).ExitCode.ShouldBe(0);
            (await fleet.RunAsync(["credentials", "set", code, "--user", "admin", "--password-env", "SECRET"], [secret])).ExitCode.ShouldBe(0);
            var rotated = await fleet.RunAsync(["credentials", "rotate", code, "--password-env", "SECRET"], [secret, CameraHealthProgram.Setting("CameraNetworks:AllowLoopback", "true")]);
            rotated.ExitCode.ShouldBe(0, rotated.Errors);
        }

        (await fleet.RunAsync("credentials", "list")).Output.ShouldContain("GOOD-DIGEST: ");
    }

    private static async Task<string> UnpackAsync(string workbook)
    {
        await using var zip = await ZipFile.OpenReadAsync(workbook);
        var parts = new StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            parts.Append(await reader.ReadToEndAsync());
        }

        parts.ToString().ShouldContain("GOOD-DIGEST");
        return parts.ToString();
    }

    private async Task<string> AnswersAsync()
    {
        var answers = new StringBuilder();
        string[] paths = ["/", "/metrics", "/healthz", "/readyz", "/openapi/v1.json", "/api/v1/devices?pageSize=1000", "/api/v1/devices?q=nothing"];
        var ofDevices = FleetDevice.Expected.Keys.SelectMany(code => new[] { $"/api/v1/devices/{code}", $"/api/v1/devices/{code}/availability", $"/devices/{code}" });
        foreach (var path in paths.Concat(ofDevices))
        {
            answers.Append(await fleet.Serve.GetAsync(path));
        }

        return answers.ToString();
    }

    private void Search(string where, string text)
    {
        foreach (var (code, password) in fleet.Passwords)
        {
            foreach (var form in FormsOf(password))
            {
                text.Contains(form, StringComparison.OrdinalIgnoreCase).ShouldBeFalse($"the password of {code} stands in {where}: {Around(text, form)}");
            }
        }
    }

    // The random half of it is enough: escaping, whatever its kind, leaves it as it is.
    private static IEnumerable<string> FormsOf(string password)
    {
        yield return password[..32];
        yield return Convert.ToHexString(Encoding.UTF8.GetBytes(password[..32]));
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes(password))[..40];
        yield return Convert.ToBase64String(Encoding.UTF8.GetBytes($"admin:{password}"))[..48];
    }

    private async Task SearchDataFolderAsync()
    {
        var patterns = fleet.PathOf("patterns");
        await File.WriteAllLinesAsync(patterns, fleet.Passwords.Values.SelectMany(FormsOf));
        var grep = await ExternalTool.RunAsync("grep", "grep", ["-raliFf", patterns, fleet.Data], environment: null);
        grep.ExitCode.ShouldBe(1, $"a password stands in {grep.Output}{grep.Errors}");
        var control = await ExternalTool.RunAsync("grep", "grep", ["-raliFf", patterns, fleet.PathOf("fleet.csv")], environment: null);
        control.ExitCode.ShouldBe(0, "the search finds nothing where passwords are");
    }

    private static string Around(string text, string form)
    {
        var at = text.IndexOf(form, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"…{text[Math.Max(0, at - 200)..at]}");
    }

    private static string Quoted(string cell) => $"\"{cell.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
