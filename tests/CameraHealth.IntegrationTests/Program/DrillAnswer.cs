using System.Globalization;
using System.Text.Json;
using CameraHealth.IntegrationTests.Simulator;
using Shouldly;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>What <c>drill --json</c> printed, checked against the contract's names.</summary>
internal sealed record DrillAnswer(ToolResult Run, JsonElement Json)
{
    private static readonly string[] Fields =
    [
        "outcome", "askedUtc", "askedDeviceUtc", "clockErrorSeconds", "firstCaptureUtc", "lastCaptureUtc", "gapSeconds", "frames", "keyframes", "packetsLost",
        "sha256", "still", "failure", "clockOffsetSeconds", "framesDecoded", "codec", "bytes",
    ];

    public string? Outcome => Json.GetProperty("outcome").GetString();

    public string? Reason => Json.GetProperty("failure") is { ValueKind: JsonValueKind.Object } failure ? failure.GetProperty("reason").GetString() : null;

    public static async Task<DrillAnswer> OfAsync(Uri target, DateTimeOffset at, IEnumerable<string> options, params KeyValuePair<string, string>[] environment)
    {
        using var scratch = new ScratchFolder();
        var run = await CameraHealthProgram.RunAsync(
            ["drill", target.ToString(), "--at", at.ToString("yyyy-MM-dd'T'HH:mm:ss.fffzzz", CultureInfo.InvariantCulture), "--json", "--data", scratch.Data, .. options], environment);
        run.ExitCode.ShouldBeOneOf([0, 1], run.Errors);
        var json = JsonDocument.Parse(run.Output).RootElement;
        ProbeAnswer.NamesOf(json).ShouldBe(Fields);
        return new DrillAnswer(run, json);
    }

    public DateTimeOffset Time(string field) => Json.GetProperty(field).GetDateTimeOffset();

    public double Number(string field) => Json.GetProperty(field).GetDouble();
}
