namespace CameraHealth.Monitoring.Probing.Pictures;

/// <summary>Makes a JPEG of a keyframe.</summary>
public interface IKeyframeDecoder
{
    /// <summary>Whether it can decode anything on this machine.</summary>
    bool IsAvailable { get; }

    /// <summary>A JPEG; null: it could not be decoded within its limits.</summary>
    /// <param name="codec"><c>H264</c> or <c>H265</c>.</param>
    /// <param name="annexB">One keyframe with its parameter sets, from a device: hostile.</param>
    /// <param name="cancellationToken">Ends the decoder too.</param>
    Task<ReadOnlyMemory<byte>?> DecodeAsync(string codec, ReadOnlyMemory<byte> annexB, CancellationToken cancellationToken);
}
