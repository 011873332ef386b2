using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>ffprobe as the second opinion.</summary>
internal static class FrameProbe
{
    public static async Task<FrameProbeResult> RunAsync(Uri target, TimeSpan span, CancellationToken cancellationToken, string transport = "tcp")
    {
        string[] arguments =
        [
            "-v", "error", "-rtsp_transport", transport, "-analyzeduration", "500000", "-read_intervals", string.Create(CultureInfo.InvariantCulture, $"%+{span.TotalSeconds}"),
            "-show_entries", "stream=codec_name,width,height:packet=size,pts_time,flags", "-of", "json", target.ToString(),
        ];
        using var process = Process.Start(new ProcessStartInfo("ffprobe", arguments) { RedirectStandardOutput = true, UseShellExecute = false })!;
        var json = await process.StandardOutput.ReadToEndAsync(cancellationToken);
        await process.WaitForExitAsync(cancellationToken);
        using var document = JsonDocument.Parse(json);
        var stream = document.RootElement.GetProperty("streams")[0];
        return new FrameProbeResult(
            stream.GetProperty("codec_name").GetString()!,
            stream.GetProperty("width").GetInt32(),
            stream.GetProperty("height").GetInt32(),
            [.. document.RootElement.GetProperty("packets").EnumerateArray().Where(p => p.TryGetProperty("pts_time", out _)).Select(ReadPacket)]);
    }

    private static FrameProbePacket ReadPacket(JsonElement packet) => new(
        double.Parse(packet.GetProperty("pts_time").GetString()!, CultureInfo.InvariantCulture),
        long.Parse(packet.GetProperty("size").GetString()!, CultureInfo.InvariantCulture),
        packet.GetProperty("flags").GetString()!.StartsWith('K'));
}

internal sealed record FrameProbePacket(double At, long Bytes, bool IsKeyframe);

internal sealed record FrameProbeResult(string Codec, int Width, int Height, IReadOnlyList<FrameProbePacket> Packets)
{
    /// <summary>Bits a second over whole groups of pictures.</summary>
    public double BitRateOverWholeGops()
    {
        var (packets, seconds) = WholeGops();
        return 8 * packets.Sum(p => p.Bytes) / seconds;
    }

    /// <summary>Pictures a second over whole groups of pictures.</summary>
    public double FrameRateOverWholeGops()
    {
        var (packets, seconds) = WholeGops();
        // A packet may be a part of a picture: parts share their time.
        return packets.DistinctBy(p => p.At).Count() / seconds;
    }

    /// <summary>Mean seconds from keyframe to keyframe.</summary>
    public double KeyframeInterval()
    {
        var (packets, seconds) = WholeGops();
        return seconds / packets.Where(p => p.IsKeyframe).DistinctBy(p => p.At).Count();
    }

    // From the second keyframe (where there are three) to just before the last, in the longest part without a jump of time:
    // when the first sender report comes, ffprobe's times jump once.
    private (IReadOnlyList<FrameProbePacket> Packets, double Seconds) WholeGops()
    {
        var steady = LongestSteadyPart();
        var keyframes = steady.Index().Where(p => p.Item.IsKeyframe).DistinctBy(p => p.Item.At).ToList();
        var (first, last) = (keyframes[keyframes.Count > 2 ? 1 : 0], keyframes[^1]);
        return ([.. steady.Take(last.Index).Skip(first.Index)], last.Item.At - first.Item.At);
    }

    private List<FrameProbePacket> LongestSteadyPart()
    {
        var parts = new List<List<FrameProbePacket>> { new() };
        foreach (var packet in Packets)
        {
            if (parts[^1] is [.., var before] && Math.Abs(packet.At - before.At) > 0.5)
                parts.Add([]);
            parts[^1].Add(packet);
        }

        return parts.MaxBy(part => part.Count)!;
    }
}
