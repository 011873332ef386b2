namespace CameraHealth.Onvif.Transport;

/// <summary>One POST, or without a body one GET. <see cref="Authorization"/> is a proof of the password: it shows in no text form.</summary>
internal sealed class HttpCall(Uri address, byte[]? body, string contentType, string? authorization)
{
    public Uri Address { get; } = address;

    public byte[]? Body { get; } = body;

    /// <summary>Of the body.</summary>
    public string ContentType { get; } = contentType;

    /// <summary>Cookie header; null: none.</summary>
    public string? Cookies { get; init; }

    /// <summary>Largest accepted reply in bytes; null: the client's limit for SOAP.</summary>
    public int? MaxReplyBytes { get; init; }

    /// <summary>Last bytes of a whole reply: after them more is waited for only a moment. Null: those of an envelope.</summary>
    public byte[]? ReplyEnd { get; init; }

    public string? Authorization { get; } = authorization;
}
