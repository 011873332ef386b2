namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>Decodes in a process of its own, since the bytes are hostile.</summary>
public sealed class FfmpegDecoder(TimeProvider time) : IKeyframeDecoder
{
    private const int CpuSeconds = 5;
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
    private readonly DecoderProcess _process = new(time);

    /// <summary>Without prlimit there are no limits, and then nothing is decoded.</summary>
    public bool IsAvailable => _process.IsAvailable;

    /// <inheritdoc/>
    public async Task<ReadOnlyMemory<byte>?> DecodeAsync(string codec, ReadOnlyMemory<byte> annexB, CancellationToken cancellationToken)
    {
        if (!IsAvailable || codec is not ("H264" or "H265"))
        {
            return null;
        }

        string[] arguments =
        [
            "-f", codec == "H264" ? "h264" : "hevc", "-i", "pipe:0", "-an", "-sn", "-dn", "-frames:v", "1", "-threads", "1",
            "-pix_fmt", "yuvj420p", "-c:v", "mjpeg", "-q:v", "2", "-f", "image2pipe", "pipe:1",
        ];
        var decoded = await _process.RunAsync(arguments, annexB, CpuSeconds, Limit, cancellationToken);
        // Said in full: a bare null would become empty bytes here.
        return decoded is { Bytes.Length: > 0 } ? decoded.Bytes : (ReadOnlyMemory<byte>?)null;
    }
}
