using System.Buffers;
using System.IO.Compression;

namespace CameraHealth.Onvif.Transport;

/// <summary>Reads a reply's body, bounded in size and time, tolerant of wrong lengths.</summary>
internal sealed class ReplyBody(int maxBytes, TimeProvider time, byte[]? end = null)
{
    /// <summary>How long more bytes are waited for after the envelope was closed, or the picture was complete.</summary>
    internal static readonly TimeSpan GraceAfterEnd = TimeSpan.FromMilliseconds(250);

    private const int ReadSize = 8 * 1024;

    /// <summary>The bytes, and whether the connection ended before the announced end.</summary>
    /// <exception cref="OnvifException">ReplyTooLarge.</exception>
    public async Task<(ReadOnlyMemory<byte> Bytes, bool Truncated)> ReadAsync(HttpContent content, CancellationToken cancellationToken)
    {
        var announced = content.Headers.ContentLength;
        if (announced > maxBytes)
        {
            throw TooLarge();
        }

        // Pelco sends gzip although "identity" was asked for (home-assistant/core#149829).
        var isPacked = content.Headers.ContentEncoding.Any(e => e.Contains("gzip", StringComparison.OrdinalIgnoreCase));
        await using var raw = await content.ReadAsStreamAsync(cancellationToken);
        await using var stream = isPacked ? new GZipStream(raw, CompressionMode.Decompress) : raw;

        var bytes = new ArrayBufferWriter<byte>(ReadSize);
        try
        {
            while (isPacked || bytes.WrittenCount != announced)
            {
                var read = await ReadSomeAsync(stream, bytes, cancellationToken);
                if (read == 0)
                {
                    return (bytes.WrittenMemory, false);
                }

                bytes.Advance(read);
                if (bytes.WrittenCount > maxBytes)
                {
                    throw TooLarge();
                }
            }

            return (bytes.WrittenMemory, false);
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            return (bytes.WrittenMemory, true);
        }
    }

    /// <summary>Reads once. After the envelope's end only for a moment: Dahua announces more bytes than it sends (home-assistant/core#148093).</summary>
    private async ValueTask<int> ReadSomeAsync(Stream stream, ArrayBufferWriter<byte> bytes, CancellationToken cancellationToken)
    {
        var space = bytes.GetMemory(ReadSize);
        if (!(end is null ? EndsEnvelope(bytes.WrittenSpan) : bytes.WrittenSpan.EndsWith(end)))
        {
            return await stream.ReadAsync(space, cancellationToken);
        }

        using var grace = new CancellationTokenSource(GraceAfterEnd, time);
        using var joined = CancellationTokenSource.CreateLinkedTokenSource(grace.Token, cancellationToken);
        try
        {
            return await stream.ReadAsync(space, joined.Token);
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            return 0;
        }
    }

    private static bool EndsEnvelope(ReadOnlySpan<byte> bytes) => bytes.TrimEnd(" \r\n\t\0"u8).EndsWith("Envelope>"u8);

    private OnvifException TooLarge() => new(OnvifFailureReason.ReplyTooLarge, $"The reply is larger than {maxBytes} bytes");
}
