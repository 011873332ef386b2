using System.Diagnostics;
using System.Globalization;
using System.Text.Json;

namespace CameraHealth.IntegrationTests.Rtsp;

/// <summary>ffprobe as the second opinion.</summary>
internal static class FrameProbe
{
    public static async Task<FrameProbeResult> RunAsync(Uri target, TimeSpan span, CancellationToken cancellationToken)
    {
        string[] arguments =
        [
            "-v", "error", "-rtsp_transport", "tcp", "-analyzeduration", "500000", "-read_intervals", string.Create(CultureInfo.InvariantCulture, $"%+{span.TotalSeconds}"),
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
    /// <summary>Bits per second from the first keyframe to just before the last.</summary>
    public double BitRateOverWholeGops()
    {
        var keyframes = Packets.Where(p => p.IsKeyframe).ToList();
        var (first, last) = (keyframes[0].At, keyframes[^1].At);
        return 8 * Packets.Where(p => p.At >= first && p.At < last).Sum(p => p.Bytes) / (last - first);
    }
}
