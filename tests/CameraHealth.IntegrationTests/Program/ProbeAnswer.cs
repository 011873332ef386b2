using System.Text.Json;
using CameraHealth.IntegrationTests.Simulator;
using Shouldly;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>What <c>probe --json</c> printed, checked against the contract's names.</summary>
internal sealed record ProbeAnswer(ToolResult Run, JsonElement Json)
{
    private static readonly string[] StreamFields =
    [
        "target", "outcome", "failure", "transport", "codec", "width", "height", "frameRate", "frameRateTimestamps", "frameRateDeclared", "longestGapSeconds", "bitRate",
        "frames", "keyframes", "keyframeIntervalSeconds", "packets", "packetsLost", "lossRatio", "jitterSeconds", "timeToFirstKeyframeSeconds", "durationSeconds",
        "keyframeIntervalAtLeastSeconds", "packetsDuplicated", "packetsReordered", "packetsDroppedHere", "resolutionChanges", "senderClockOffsetSeconds",
        "loginScheme", "certificateSha256", "certificateValidUntil", "tracks",
    ];

    private static readonly string[] DeviceFields = ["target", "outcome", "failure", "clock", "device", "services", "profiles", "recordings", "streams"];

    /// <summary>The outcome it printed.</summary>
    public string? Outcome => Text("outcome");

    /// <summary>The reason of the failure; null: none.</summary>
    public string? Reason => Json.GetProperty("failure") is { ValueKind: JsonValueKind.Object } failure ? failure.GetProperty("reason").GetString() : null;

    /// <summary>Probes a stream; every field of the contract is there, whatever came of it.</summary>
    public static async Task<ProbeAnswer> OfStreamAsync(Uri target, IEnumerable<string> options, params KeyValuePair<string, string>[] environment)
    {
        var answer = await RunAsync(target.ToString(), options, environment);
        NamesOf(answer.Json).ShouldBe(StreamFields);
        return answer;
    }

    /// <summary>Probes a device.</summary>
    public static async Task<ProbeAnswer> OfDeviceAsync(string target, IEnumerable<string> options, params KeyValuePair<string, string>[] environment)
    {
        var answer = await RunAsync(target, options, environment);
        NamesOf(answer.Json).ShouldBe(DeviceFields);
        foreach (var stream in answer.Json.GetProperty("streams").EnumerateArray())
        {
            NamesOf(stream).ShouldBe(StreamFields);
        }

        return answer;
    }

    /// <summary>Probes again what did not answer in time: on a starved machine the program itself may not come to read an answer.</summary>
    public static async Task<ProbeAnswer> PatientlyAsync(Func<Task<ProbeAnswer>> probe)
    {
        for (var left = 3; ; left--)
        {
            var answer = await probe();
            if (left == 1 || answer.Reason is not ("connect_timeout" or "reply_timeout"))
            {
                return answer;
            }
        }
    }

    public string? Text(string field) => Json.GetProperty(field).GetString();

    public double Number(string field) => Json.GetProperty(field).GetDouble();

    /// <summary>Names of the fields that hold null: not measured.</summary>
    public IReadOnlyList<string> NullFields => [.. Json.EnumerateObject().Where(entry => entry.Value.ValueKind == JsonValueKind.Null).Select(entry => entry.Name)];

    public static IEnumerable<string> NamesOf(JsonElement json) => json.EnumerateObject().Select(field => field.Name);

    private static async Task<ProbeAnswer> RunAsync(string target, IEnumerable<string> options, KeyValuePair<string, string>[] environment)
    {
        // A data folder of nobody: the command line alone, without a database.
        using var scratch = new ScratchFolder();
        var run = await CameraHealthProgram.RunAsync(["probe", target, "--json", "--data", scratch.Data, .. options], environment);
        run.ExitCode.ShouldBeOneOf([0, 1], run.Errors);
        Directory.Exists(scratch.Data).ShouldBeFalse("a probe made a database");
        return new ProbeAnswer(run, JsonDocument.Parse(run.Output).RootElement);
    }
}
