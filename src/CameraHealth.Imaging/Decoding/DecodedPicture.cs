using System.Buffers;
using CameraHealth.Imaging.Measures;

namespace CameraHealth.Imaging.Decoding;

/// <summary>A picture while it is examined: with the pixels that only a look at details needs, in memory lent by a pool.</summary>
internal sealed class DecodedPicture(Picture reduced, Plane detail, byte[] lent) : IDisposable
{
    /// <summary>What stays of it.</summary>
    public Picture Reduced { get; } = reduced;

    /// <summary>Brightness as it was decoded: native up to <see cref="PictureDecoder.MaxDetailSide"/> pixels a side.</summary>
    public Plane Detail { get; } = detail;

    public void Dispose() => ArrayPool<byte>.Shared.Return(lent);
}
