namespace CameraHealth.Onvif.Transport;

/// <summary>One POST. <see cref="Authorization"/> is a proof of the password: it shows in no text form.</summary>
internal sealed class HttpCall(Uri address, byte[] body, string contentType, string? authorization)
{
    public Uri Address { get; } = address;

    public byte[] Body { get; } = body;

    public string ContentType { get; } = contentType;

    public string? Authorization { get; } = authorization;
}
