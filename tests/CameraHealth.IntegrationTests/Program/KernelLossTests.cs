using System.Globalization;
using System.Text.Json;
using CameraHealth.IntegrationTests.Simulator;
using Shouldly;
using Xunit;

namespace CameraHealth.IntegrationTests.Program;

/// <summary>True loss: the kernel of a network namespace drops packets of a real server and counts them, apart from all code of ours.</summary>
public sealed class KernelLossTests
{
    private const int CannotDoIt = 77;
    private const double LeastPackets = 20_000;

    [Fact]
    public async Task What_the_kernel_dropped_is_what_the_probe_lost()
    {
        await Task.WhenAll(CompareAsync(perMille: 10), CompareAsync(perMille: 50));
    }

    private static async Task CompareAsync(int perMille)
    {
        // Once more with more time when a loaded machine sent too few packets.
        for (var seconds = 12; ; seconds += 8)
        {
            var (stream, dropped) = await RunAsync(perMille, seconds);
            var (packets, lost) = (stream.GetProperty("packets").GetDouble(), stream.GetProperty("packetsLost").GetDouble());
            // What this machine itself could not take was neither lost on the way nor dropped by the rule.
            if (packets + lost < LeastPackets && seconds < 36)
            {
                continue;
            }

            (packets + lost).ShouldBeGreaterThanOrEqualTo(LeastPackets);
            dropped.ShouldBeGreaterThan(100);
            lost.ShouldBe(dropped, Math.Max(2, 0.02 * dropped), stream.ToString());
            TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"{perMille} per mille: {lost} of {packets + lost} lost, {dropped} dropped by the kernel"));
            return;
        }
    }

    private static async Task<(JsonElement Stream, double Dropped)> RunAsync(int perMille, int seconds)
    {
        using var scratch = new ScratchFolder();
        string[] arguments =
        [
            "-n", Path.Combine(AppContext.BaseDirectory, "Program", "loss_in_namespace.sh"), perMille.ToString(CultureInfo.InvariantCulture),
            Path.Combine(AppContext.BaseDirectory, "Rtsp", "gst_server.py"), CameraHealthProgram.Path,
            "probe", "TARGET/many-packets", "--transport", "udp", "--seconds", seconds.ToString(CultureInfo.InvariantCulture), "--json", "--data", scratch.Data,
        ];
        var run = await ExternalTool.RunAsync(CameraHealthProgram.StartInfo("unshare", arguments, []), "util-linux nftables");
        Assert.SkipWhen(
            run.ExitCode == CannotDoIt || run.Errors.Contains("unshare failed", StringComparison.Ordinal),
            $"no network namespace with nftables here: {run.Errors.Trim()}");
        run.ExitCode.ShouldBe(0, run.Output + run.Errors);
        var end = run.Output.LastIndexOf("dropped ", StringComparison.Ordinal);
        using var json = JsonDocument.Parse(run.Output[..end]);
        return (json.RootElement.Clone(), double.Parse(run.Output[(end + "dropped ".Length)..].Trim(), CultureInfo.InvariantCulture));
    }
}
