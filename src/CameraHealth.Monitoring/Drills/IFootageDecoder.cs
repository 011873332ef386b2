namespace CameraHealth.Monitoring.Drills;

/// <summary>Decodes a sequence of pictures to see whether it is one.</summary>
public interface IFootageDecoder
{
    /// <summary>Whether it can decode anything on this machine.</summary>
    bool IsAvailable { get; }

    /// <summary>Decodes all pictures; null: it did not come to an end within its limits.</summary>
    /// <param name="codec"><c>H264</c>, <c>H265</c> or <c>MJPEG</c>.</param>
    /// <param name="media">Annex B or JPEG files, from a device: hostile.</param>
    /// <param name="stillAt">Which picture is wanted as a still, from 0.</param>
    /// <param name="cancellationToken">Ends the decoder too.</param>
    Task<DecodedFootage?> DecodeAsync(string codec, ReadOnlyMemory<byte> media, int stillAt, CancellationToken cancellationToken);
}

/// <summary>What came out of a sequence.</summary>
/// <param name="Pictures">Pictures decoded without an error.</param>
/// <param name="Still">A JPEG; null: the sequence does not reach so far.</param>
public sealed record DecodedFootage(int Pictures, ReadOnlyMemory<byte>? Still);
