using System.Buffers;
using CameraHealth.Imaging;

namespace CameraHealth.Picturing;

/// <summary>Reads what may be endless, up to the size a picture may have.</summary>
internal static class BoundedRead
{
    private const int ChunkBytes = 64 * 1024;

    /// <summary>Everything to the end.</summary>
    /// <exception cref="PictureException">It is larger than <see cref="PictureLimits.MaxBytes"/>.</exception>
    public static async Task<byte[]> AllAsync(Stream stream, CancellationToken cancellationToken)
    {
        var chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            using var all = new MemoryStream();
            while (await stream.ReadAsync(chunk, cancellationToken) is > 0 and var read)
            {
                if (all.Length + read > PictureLimits.MaxBytes)
                {
                    throw new PictureException(PictureFailureReason.TooLarge, $"more than {PictureLimits.MaxBytes} bytes");
                }

                all.Write(chunk, 0, read);
            }

            return all.ToArray();
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
