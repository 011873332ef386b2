using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using CameraHealth.IntegrationTests.Simulator;
using Shouldly;

namespace CameraHealth.IntegrationTests.Program;

/// <summary><c>camerahealth serve</c> on a free port. A shell beside it ends it when the test run dies, so that nothing is left behind.</summary>
internal sealed partial class ServeProcess : IAsyncDisposable
{
    // Debian's sh gives a background job /dev/null for standard input: the pipe is kept under another number.
    private const string Shell = """exec 3<&0; "$0" "$@" 3<&- & p=$!; echo "pid $p"; (cat <&3; kill -TERM $p) >/dev/null 2>&1 & w=$!; wait $p; c=$?; kill $w; exit $c""";

    private static readonly TimeSpan StartTimeout = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);

    private readonly Process _shell;
    private readonly ProcessOutput _output;
    private readonly HttpClient _client = new();
    private readonly int _id;

    private ServeProcess(Process shell, ProcessOutput output, int id, Uri address)
    {
        (_shell, _output, _id, Address) = (shell, output, id, address);
        _client.BaseAddress = address;
    }

    public Uri Address { get; }

    /// <summary>Whether it has ended.</summary>
    public bool HasEnded => _shell.HasExited;

    /// <summary>Everything it has printed.</summary>
    public string Log => _output.Text;

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<ServeProcess> StartAsync(IEnumerable<string> arguments, IEnumerable<KeyValuePair<string, string>> environment)
    {
        string[] words = ["-c", Shell, CameraHealthProgram.Path, "serve", "--urls", "http://127.0.0.1:0", .. arguments];
        var start = CameraHealthProgram.StartInfo("/bin/sh", words, environment);
        (start.RedirectStandardInput, start.RedirectStandardOutput, start.RedirectStandardError) = (true, true, true);
        var shell = Process.Start(start)!;
        var output = new ProcessOutput(shell);
        try
        {
            var id = await output.FindAsync(PidLine(), StartTimeout);
            var address = await output.FindAsync(ListenLine(), StartTimeout);
            return new ServeProcess(shell, output, int.Parse(id, CultureInfo.InvariantCulture), new Uri(address));
        }
        catch
        {
            shell.StandardInput.Close();
            throw;
        }
    }

    /// <summary>Waits until <c>/readyz</c> says so.</summary>
    public Task ReadyAsync(TimeSpan limit) => UntilAsync(
        async () =>
        {
            using var reply = await _client.GetAsync(new Uri("/readyz", UriKind.Relative));
            return reply.StatusCode == HttpStatusCode.OK;
        },
        limit,
        () => "not ready");

    public Task<string> GetAsync(string path) => _client.GetStringAsync(new Uri(path, UriKind.Relative));

    public async Task<JsonElement> GetJsonAsync(string path) => JsonDocument.Parse(await GetAsync(path)).RootElement;

    /// <summary>Every device by its code.</summary>
    public async Task<IReadOnlyDictionary<string, DeviceAnswer>> DevicesAsync() =>
        (await GetJsonAsync("/api/v1/devices?pageSize=1000")).GetProperty("items").EnumerateArray().Select(DeviceAnswer.Of).ToDictionary(device => device.Code, StringComparer.Ordinal);

    /// <summary>Waits for a condition; past the limit the test fails with what is told and the end of the log.</summary>
    public async Task UntilAsync(Func<Task<bool>> holds, TimeSpan limit, Func<string> tell)
    {
        var begunAt = Stopwatch.GetTimestamp();
        while (!await holds())
        {
            if (HasEnded || Stopwatch.GetElapsedTime(begunAt) > limit)
            {
                throw new ShouldAssertException($"{tell()} (after {Stopwatch.GetElapsedTime(begunAt).TotalSeconds:F0} s; log: {Log[Math.Max(0, Log.Length - 4000)..]})");
            }

            await Task.Delay(Poll, TimeProvider.System);
        }
    }

    /// <summary>Asks it to end, as a supervisor would.</summary>
    public async Task<(int ExitCode, TimeSpan Took)> StopAsync()
    {
        var begunAt = Stopwatch.GetTimestamp();
        await SignalAsync("TERM");
        return (await EndedAsync(), Stopwatch.GetElapsedTime(begunAt));
    }

    /// <summary>Ends it in the middle of whatever it does.</summary>
    public async Task KillAsync()
    {
        await SignalAsync("KILL");
        await EndedAsync();
    }

    public async ValueTask DisposeAsync()
    {
        if (!HasEnded)
        {
            _shell.StandardInput.Close();
            await EndedAsync();
        }

        _client.Dispose();
        _shell.Dispose();
    }

    /// <summary>Sends it a signal by name.</summary>
    public async Task SignalAsync(string signal) =>
        (await ExternalTool.RunAsync("/bin/kill", "procps", [$"-{signal}", _id.ToString(CultureInfo.InvariantCulture)], environment: null)).ExitCode.ShouldBe(0);

    private async Task<int> EndedAsync()
    {
        await _shell.WaitForExitAsync().WaitAsync(StartTimeout);
        return _shell.ExitCode;
    }

    [GeneratedRegex(@"(?<=^pid )\d+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex PidLine();

    [GeneratedRegex(@"(?<=Now listening on: )http://\S+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex ListenLine();
}
