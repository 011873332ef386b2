using System.Globalization;
using CameraHealth.Monitoring.Probing.Pictures;

namespace CameraHealth.Monitoring.Drills;

/// <summary>Decodes footage in a process of its own. A picture with an error in it is no picture: nothing is concealed.</summary>
public sealed class FfmpegFootage(TimeProvider time) : IFootageDecoder
{
    // A minute of 4K may stand before the moment where keyframes are rare.
    private const int CpuSeconds = 120;
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);
    private readonly DecoderProcess _process = new(time);

    /// <inheritdoc/>
    public bool IsAvailable => _process.IsAvailable;

    /// <inheritdoc/>
    public async Task<DecodedFootage?> DecodeAsync(string codec, ReadOnlyMemory<byte> media, int stillAt, CancellationToken cancellationToken)
    {
        if (!IsAvailable || FormatOf(codec) is not { } format)
        {
            return null;
        }

        // The counted output stands first: the report counts the pictures of the first.
        string[] arguments =
        [
            "-err_detect", "explode", "-f", format, "-i", "pipe:0", "-progress", "pipe:2",
            "-map", "0:v:0", "-fps_mode", "passthrough", "-f", "null", "-",
            "-map", "0:v:0", "-vf", string.Create(CultureInfo.InvariantCulture, $"select=eq(n\\,{stillAt})"), "-frames:v", "1", "-threads", "1",
            "-fps_mode", "passthrough", "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "2", "-f", "image2pipe", "pipe:1",
        ];
        return await _process.RunAsync(arguments, media, CpuSeconds, Limit, cancellationToken) is { } output
            ? new DecodedFootage(LastCount(output.Report), output.Bytes.IsEmpty ? (ReadOnlyMemory<byte>?)null : output.Bytes)
            : null;
    }

    private static string? FormatOf(string codec) => codec switch
    {
        "H264" => "h264",
        "H265" => "hevc",
        "MJPEG" => "mjpeg",
        _ => null,
    };

    private static int LastCount(string report)
    {
        const string key = "frame=";
        var line = report.Split('\n').LastOrDefault(text => text.StartsWith(key, StringComparison.Ordinal));
        return int.TryParse(line?[key.Length..].Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var count) ? count : 0;
    }
}
