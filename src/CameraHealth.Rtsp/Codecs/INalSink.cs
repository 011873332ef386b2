namespace CameraHealth.Rtsp.Codecs;

/// <summary>Takes the units of a stream as they are found in its packets.</summary>
internal interface INalSink
{
    /// <summary>A whole NAL unit.</summary>
    void Take(ReadOnlySpan<byte> nal);

    /// <summary>A piece of a NAL unit; the first one comes with its header, put together again.</summary>
    void TakeFragment(ReadOnlySpan<byte> header, ReadOnlySpan<byte> piece, bool isFirst);
}
