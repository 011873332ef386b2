using System.Net;

namespace CameraHealth.Onvif.Transport;

/// <summary>The request body. It notes the moment it is written, from which the device's clock is measured.</summary>
internal sealed class SoapContent : HttpContent
{
    private readonly byte[] _bytes;
    private readonly Exchange _exchange;

    public SoapContent(byte[] bytes, string contentType, Exchange exchange)
    {
        _bytes = bytes;
        _exchange = exchange;
        // Not validated: the quoted action is to go out as written.
        Headers.TryAddWithoutValidation("Content-Type", contentType);
    }

    protected override Task SerializeToStreamAsync(Stream stream, TransportContext? context) => SerializeToStreamAsync(stream, context, default);

    protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context, CancellationToken cancellationToken)
    {
        _exchange.NoteWriting();
        await stream.WriteAsync(_bytes, cancellationToken);
    }

    protected override bool TryComputeLength(out long length)
    {
        length = _bytes.Length;
        return true;
    }
}
