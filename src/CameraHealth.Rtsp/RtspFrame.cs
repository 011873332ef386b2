namespace CameraHealth.Rtsp;

/// <summary>One thing read from the connection. Its spans are good until the next read.</summary>
internal readonly ref struct RtspFrame
{
    public required RtspFrameKind Kind { get; init; }

    /// <summary>Interleaved: the channel.</summary>
    public byte Channel { get; init; }

    /// <summary>Interleaved: the packet. Message: start line and headers, with the empty line.</summary>
    public ReadOnlySpan<byte> Content { get; init; }

    /// <summary>Message: the body.</summary>
    public ReadOnlySpan<byte> Body { get; init; }
}

internal enum RtspFrameKind
{
    Interleaved,
    Reply,

    /// <summary>A request of the server to us. It is read and not answered.</summary>
    Request,
}
